import type { JournalBody } from '../../protocol/journal.ts';
import type { Capture } from '../capture/capture.ts';
import type { DetectionPlan } from './detector.ts';
import type { FaceFinder } from './face-finder.ts';
import { watchFaces } from './face-source.ts';
import type { Sources } from './sources.ts';

/** What a source may use. */
export interface SourceTools {
  sources: Sources;
  plan: DetectionPlan;
  capture: Capture;
  finder: FaceFinder;
  /** Server's clock. */
  now: () => number;
  /** Into the session's journal. */
  note: (event: Extract<JournalBody, { kind: 'event' }>['event'], detail: string) => void;
  /** Faces cannot be found on this computer. */
  onUnavailable: (reason: string) => void;
  signal: AbortSignal;
}

/** Feeds one or some of the sources, until aborted. */
export type SourceStart = (tools: SourceTools) => void;
export const sourceStarts: readonly SourceStart[] = [watchFaces];
