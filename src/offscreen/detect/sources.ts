import { Emitter } from '../emitter.ts';
import type { Face, HeadPose } from './face-messages.ts';
import type { Picture } from './picture.ts';
import type { Heard } from './voice/voice-messages.ts';

/** A face in the picture, with how bright it is there (0–255). */
export type SeenFace = Face & { luma: number };

/** `detail`: device, state and what the system calls it. */
export interface DeviceState {
  is: 'live' | 'muted' | 'absent';
  detail: string;
}
/** Null = the exam does not need it and never had it. */
export interface DeviceStates {
  camera: DeviceState | null;
  microphone: DeviceState | null;
  screen: DeviceState | null;
}

/** What detectors look at. `at` is on the server's clock. Each source says `null` when it cannot tell (any more). */
export interface Sources {
  /**
   * Largest first. Null = nobody can see: no camera, nothing in the picture, or no detection on this computer. `doubt`:
   * how much the likeliest other spot looks like a face, 0–1.
   */
  faces: Emitter<{ at: number; faces: SeenFace[]; doubt: number } | { at: number; faces: null }>;
  /** Of the student's head, against how it was held in the check. Null = not measured now. */
  pose: Emitter<{ at: number; pose: HeadPose | null }>;
  /** Null = no camera. */
  picture: Emitter<{ at: number; picture: Picture | null }>;
  /** `isAway` null = not known at the moment. */
  focus: Emitter<{ at: number; isAway: boolean | null }>;
  /** Ten times a second; `heard` null = nobody listens. `speech` null = speech is not told from noise. */
  sound: Emitter<{ at: number; heard: Heard | null }>;
  devices: Emitter<{ at: number } & DeviceStates>;
  displays: Emitter<{ at: number; isExtended: boolean | null }>;
}

export const makeSources = (): Sources => ({
  faces: new Emitter(),
  pose: new Emitter(),
  picture: new Emitter(),
  focus: new Emitter(),
  sound: new Emitter(),
  devices: new Emitter(),
  displays: new Emitter(),
});
