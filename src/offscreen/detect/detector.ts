import type { Advice } from '../../protocol/view-port.ts';
import type { SessionView } from '../../protocol/views.ts';
import type { Warning, WarningType } from '../../protocol/warnings.ts';
import type { DebounceOptions, Observation } from './debounce.ts';
import type { Sources } from './sources.ts';

/** What the exam says of detection. */
export type DetectionPlan = Pick<
  SessionView,
  'rules' | 'detection' | 'visibleWarnings' | 'allowMultipleDisplays' | 'softChecks'
>;

/** `reason`: what was seen, in a machine's words. `isActive` null: the source has died, which ends what lasts. */
export type Seen = (Observation & { reason: string }) | { at: number; isActive: null };

/** How one state is watched: how its sources are read, and how long it must last. */
interface Watched {
  /** False = not looked for in this exam, whatever rules and `disabledDetectors` say. */
  isNeeded?: (plan: DetectionPlan) => boolean;
  debounce: (settings: SessionView['detection']) => DebounceOptions;
  watch: (sources: Sources, observe: (seen: Seen) => void, signal: AbortSignal, plan: DetectionPlan) => void;
}

/** One kind of warning. Adding one touches nothing but the list in `detectors.ts`. */
export interface Detector extends Watched {
  type: WarningType;
  source: Exclude<Warning['source'], 'human'>;
  /** What the panel says from half of the threshold on; null where no advice could help. */
  advice: Advice | null;
}

/** Only ever advice: told when the threshold is reached, never counted. */
export interface Adviser extends Watched {
  advice: Advice;
  /** The warning it helps to avoid: where that is not looked for, nobody is bothered with the advice. */
  helpsWith: WarningType;
}
