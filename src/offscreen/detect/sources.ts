import { Emitter } from '../emitter.ts';
import type { Face } from './face-messages.ts';

/** What detectors look at. `at` is on the server's clock. Each source says `null` when it cannot tell (any more). */
export interface Sources {
  /** `faces` null = nobody can see: no camera, or no detection on this computer. */
  faces: Emitter<{ at: number; faces: Face[] | null }>;
  /** `isAway` null = not known at the moment. */
  focus: Emitter<{ at: number; isAway: boolean | null }>;
}

export const makeSources = (): Sources => ({ faces: new Emitter(), focus: new Emitter() });
