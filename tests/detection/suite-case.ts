import type { ExamSettings } from '../../src/protocol/exam-settings.ts';
import type { WarningType } from '../../src/protocol/warnings.ts';

/** What is shown or played, and what must come of it: all of `expected`, and nothing else. */
export interface SuiteCase {
  clip: string;
  group: string;
  expected: readonly WarningType[];
  /** Of the exam, where the default ones would not do. */
  settings?: Partial<Record<keyof ExamSettings, unknown>>;
  /** By which of its two thresholds a camera's fault counts. */
  fault?: 'covered' | 'frozen';
}

/** One warning, as the extension told it. Times are milliseconds on this machine's clock. */
export interface ToldWarning {
  type: WarningType;
  startAt: number;
  /** When it was first seen in the view that the panel gets. */
  toldAt: number;
}

export interface CaseResult {
  clip: string;
  group: string;
  expected: readonly string[];
  got: string[];
  /** From the onset of the state to the warning, the slowest of the expected ones; null where none is expected. */
  delayS: number | null;
  /** The same of each that was found, by its type. */
  delaysS: Partial<Record<string, number>>;
  /** Found, but too late. */
  late: string[];
  ok: boolean;
  why?: string;
}

/** Of the clips of one group, or of all, for one type of warning. */
export interface Tally {
  cases: number;
  /** Labelled states that were found, and that were not. */
  found: number;
  missed: number;
  /** Warnings that nothing gave reason for. */
  falseAlarms: number;
  /** Found too late. */
  late: number;
  /** Longest delay. */
  delayS: number | null;
  ok: boolean;
}
export type GroupResult = Tally & { group: string };
/** `cases`: those that must raise it. */
export type TypeResult = Tally & { type: string };
