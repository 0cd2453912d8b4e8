import { SEGMENT_MS } from '../../protocol/recording.ts';

/**
 * How much faster than it is recorded a backlog goes up while the student works: both recordings together 8 seconds a
 * second, about 1 Mbit/s. An outage of 10 minutes is made up for in 3 to 4.
 */
const CATCH_UP = 8;
/** A backlog: more pieces wait than two recordings make in 12 s. */
const BACKLOG_PIECES = 6;
/** Pause between two pieces per step of the server's load. At 10 less goes up than is recorded; it waits on the disk. */
const LOAD_STEP_MS = 500;

/** Between two deliveries: each then has what both recordings made meanwhile. */
const BEAT_MS = SEGMENT_MS;

/** Says when the next piece may go, so that the student's own traffic and a busy server come first. */
export class Pace {
  #freeAt = 0;
  #load = 0;

  /** `examus-load` of an answer; absent = the server does not tell. */
  hearLoad(header: string | null): void {
    const load = Number(header ?? 0);
    this.#load = load >= 0 && load <= 10 ? load : 0;
  }

  isBacklog(waiting: number): boolean {
    return waiting > BACKLOG_PIECES;
  }

  /** A piece goes now: the next one of a backlog, or of a busy server's, has to wait. */
  sent(now: number, durationMs: number, isCatchingUp: boolean): void {
    this.#freeAt = now + (isCatchingUp ? durationMs / CATCH_UP : 0) + this.#load * LOAD_STEP_MS;
  }

  /** A delivery of so many pieces goes now. */
  delivered(now: number, pieces: number): void {
    this.#freeAt = now + Math.max(BEAT_MS, pieces * this.#load * LOAD_STEP_MS);
  }

  waitMs(now: number): number {
    return Math.max(0, this.#freeAt - now);
  }
}
