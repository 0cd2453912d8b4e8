import type { FaultExam } from './fault-exam.ts';

/** Something that goes wrong in an exam, and what a student may lose by it at most. */
export interface Fault {
  /** For `--only`. */
  name: string;
  title: string;
  /** Part of `--quick`. */
  quick?: boolean;
  /** What the exam needs that others do not. */
  needs?: { postgres?: boolean; smallServerDisk?: boolean; smallProfile?: boolean; display?: boolean };
  /** Makes it happen and does what the student has to do about it. */
  during: (exam: FaultExam) => Promise<void>;
  /** 8 where the process that records died: its running fragment goes with it. */
  mayMissSeconds: number;
  /** Of the screen, where the student has to share it again; `mayMissSeconds` without it. */
  screenMayMissSeconds?: number;
  /** Words of what the student may have to do. Anything else he had to do makes the row fail. */
  mayDo?: string[];
  /** The exam is over after it: what the server must then say. */
  endsWith?: 'timeout';
}

export interface FaultRow {
  fault: string;
  acknowledgedLost: number | null;
  /** Of the camera, not counting the time when the browser did not run. */
  missingSeconds: number | null;
  /** The same of the screen. */
  screenMissingSeconds: number | null;
  resumedAfterS: number | null;
  /** What the student had to do, `nothing` in the best case. */
  studentDid: string;
  ok: boolean;
  /** Why it is not ok. */
  why?: string;
}
