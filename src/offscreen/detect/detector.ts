import type { SessionView } from '../../protocol/views.ts';
import type { Warning, WarningType } from '../../protocol/warnings.ts';
import type { Emitter } from '../emitter.ts';
import type { DebounceOptions, Observation } from './debounce.ts';
import type { Face } from './face-messages.ts';

/** What detectors look at. `at` is on the server's clock. */
export interface Sources {
  /** `faces` null = nobody can see: no camera, or no detection on this computer. */
  faces: Emitter<{ at: number; faces: Face[] | null }>;
  /** `isAway` null = not known at the moment. */
  focus: Emitter<{ at: number; isAway: boolean | null }>;
}

/** `reason`: what was seen, in a machine's words. */
export type Observed = Observation & { reason: string };

/** One kind of warning: how its sources are read, and how long a state must last. Adding one touches nothing else. */
export interface Detector {
  type: WarningType;
  source: Warning['source'];
  debounce: (settings: SessionView['detection']) => DebounceOptions;
  /** Calls `observe` for each observation; null when the source has died, which ends what lasts. */
  watch: (
    sources: Sources,
    observe: (seen: Observed | { at: number; isActive: null }) => void,
    signal: AbortSignal,
  ) => void;
}
