import { Emitter } from '../emitter.ts';
import type { Face, HeadPose } from './face-messages.ts';
import type { Picture } from './picture.ts';

/** A face in the picture, with how bright it is there (0–255). */
export type SeenFace = Face & { luma: number };

/** What detectors look at. `at` is on the server's clock. Each source says `null` when it cannot tell (any more). */
export interface Sources {
  /** Largest first. Null = nobody can see: no camera, nothing in the picture, or no detection on this computer. */
  faces: Emitter<{ at: number; faces: SeenFace[] | null }>;
  /** Of the student's head, against how it was held in the check. Null = not measured now. */
  pose: Emitter<{ at: number; pose: HeadPose | null }>;
  /** Null = no camera. */
  picture: Emitter<{ at: number; picture: Picture | null }>;
  /** `isAway` null = not known at the moment. */
  focus: Emitter<{ at: number; isAway: boolean | null }>;
}

export const makeSources = (): Sources => ({
  faces: new Emitter(),
  pose: new Emitter(),
  picture: new Emitter(),
  focus: new Emitter(),
});
