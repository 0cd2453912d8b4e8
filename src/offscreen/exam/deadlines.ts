import type { TechnicalNotice } from '../../protocol/view-port.ts';
import type { SessionView } from '../../protocol/views.ts';
import { dueNotice } from './time-notices.ts';

/** After the attempt was handed in at the LMS (journey, rule 6). */
const LMS_FINISH_AFTER_MS = 60_000;

export interface Due {
  notice: TechnicalNotice | null;
  /** How the exam ends now, if it does. */
  end: 'lms_finish' | 'time_up' | null;
}

/** The clock of one exam: what falls due as time passes. Pure; times are on the server's clock. */
export class Deadlines {
  #leftMs: number | null = null;
  #endsByItselfAt: number | null = null;
  #isAttemptRunning = false;

  /** Set while the LMS attempt is over and the session not yet. */
  get endsByItselfAt(): number | null {
    return this.#endsByItselfAt;
  }

  /** False when that was known already (the LMS shows its result page again). */
  attemptSubmitted(now: number): boolean {
    if (this.#endsByItselfAt !== null) return false;
    this.#endsByItselfAt = now + LMS_FINISH_AFTER_MS;
    this.#isAttemptRunning = false;
    return true;
  }

  /** False when it was running already (every page of the quiz says so). Another attempt: the exam goes on. */
  attemptStarted(): boolean {
    if (this.#isAttemptRunning) return false;
    this.#isAttemptRunning = true;
    this.#endsByItselfAt = null;
    return true;
  }

  /** The session was opened again: the attempt that ended it ends it no second time. */
  reopened(): void {
    this.#endsByItselfAt = null;
  }

  /** `isTimeKnown`: `now` was compared with the server's clock. */
  tick(
    session: Pick<SessionView, 'endsAt' | 'graceMinutes' | 'launchedByLms'>,
    now: number,
    isTimeKnown = true,
  ): Due {
    const { endsAt, graceMinutes, launchedByLms } = session;
    const leftMs = endsAt === null ? null : endsAt - now;
    const notice = leftMs === null ? null : dueNotice(this.#leftMs, leftMs);
    this.#leftMs = leftMs;
    if (this.#endsByItselfAt !== null && now >= this.#endsByItselfAt) return { notice, end: 'lms_finish' };
    // A session launched by an LMS never ends by its duration: the LMS keeps that time. By a clock that may be an hour
    // fast nothing ends either: what is ended here stays ended, and the server ends it in time by itself.
    const isTimeUp = isTimeKnown && leftMs !== null && !launchedByLms && -leftMs >= graceMinutes * 60_000;
    return { notice, end: isTimeUp ? 'time_up' : null };
  }
}
