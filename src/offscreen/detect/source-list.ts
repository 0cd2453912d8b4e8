import type { JournalBody } from '../../protocol/journal.ts';
import type { Capture } from '../capture/capture.ts';
import type { Advice } from '../../protocol/view-port.ts';
import type { Calibration } from './calibration.ts';
import { watchCamera } from './camera-source.ts';
import { watchHints } from './hints.ts';
import type { Meter } from './meter.ts';
import type { Pace } from './pace.ts';
import type { DetectionPlan } from './detector.ts';
import type { FaceFinder } from './face-finder.ts';
import { watchDeviceStates } from './device-source.ts';
import { watchDisplays } from './display-source.ts';
import type { Sources } from './sources.ts';
import { watchSound } from './voice/sound-source.ts';

/** What may fail on a student's computer by itself: no WebGL, a model that does not load, a worker that died. */
export type Sense = 'faces' | 'sound';

/** What a source may use. */
export interface SourceTools {
  sources: Sources;
  plan: DetectionPlan;
  capture: Capture;
  finder: FaceFinder;
  calibration: Calibration;
  pace: Pace;
  meter: Meter;
  /** Server's clock. */
  now: () => number;
  /** Into the session's journal. */
  note: (event: Extract<JournalBody, { kind: 'event' }>['event'], detail: string) => void;
  /** Says something to the student, or no more (null). */
  advise: (advice: Advice, since: number | null) => void;
  /** Whether this can be looked or listened for now: why not, or null. May be said again and again. */
  tellSense: (sense: Sense, failure: string | null) => void;
  signal: AbortSignal;
}

/** Feeds one or some of the sources, until aborted. */
export type SourceStart = (tools: SourceTools) => void;
export const sourceStarts: readonly SourceStart[] = [
  watchCamera,
  watchHints,
  watchSound,
  watchDeviceStates,
  watchDisplays,
];
