import { SILENCE_MS } from '../../protocol/live.ts';
import { breakEndsAt, endsAt, type SessionEvent } from '../../protocol/session.ts';
import type { SessionRecord } from './session-record.ts';

/** A client that says no more while its session is finishing is not waited for longer; what it sends later is taken. */
export const DRAIN_WAIT_MS = 10 * 60_000;

export interface DueEvent {
  event: SessionEvent;
  /** Name of the system's act. */
  what: string;
}
type Watched = Pick<SessionRecord, 'state' | 'plan' | 'settings' | 'lastContactAt'>;

/**
 * What time alone makes of a session, or null. Silence and absence are counted from `upSince` at the earliest, since
 * when this server has listened without a break: our own downtime is nobody's absence (journey rule 7).
 */
export function dueEvent(session: Watched, now: number, upSince: number): DueEvent | null {
  const { state, plan, lastContactAt } = session;
  const heardAt = Math.max(lastContactAt ?? 0, upSince);
  switch (state.phase) {
    case 'awaiting_admission':
      return dueWhileWaiting(session, state.since, now);
    case 'running':
    case 'paused':
    case 'interrupted': {
      const end = endsAt(state, plan, now);
      // The LMS ends what it launched; the panel only tells that the time is up (journey rule 5).
      const closesAt = end === null || plan.launchedByLms ? Infinity : end + plan.graceMs;
      if (now >= closesAt)
        return { event: { type: 'finish', at: closesAt, reason: 'time_up' }, what: 'time_up' };
      const backAt = breakEndsAt(state);
      if (backAt !== null && now >= backAt) {
        return { event: { type: 'break_over', at: backAt }, what: 'break_over' };
      }
      if (state.phase === 'interrupted') {
        // Nobody is missed during a break.
        if (backAt !== null) return null;
        return now - Math.max(state.since, upSince) > plan.returnWindowMs
          ? { event: { type: 'return_window_over', at: now }, what: 'timeout' }
          : null;
      }
      return now - heardAt > SILENCE_MS
        ? { event: { type: 'silence', at: lastContactAt ?? state.clock.startedAt }, what: 'silence' }
        : null;
    }
    case 'finishing':
      return now - Math.max(heardAt, state.endedAt) > DRAIN_WAIT_MS
        ? { event: { type: 'drained', at: now }, what: 'drain_given_up' }
        : null;
    default:
      return null;
  }
}

/** Nobody came to admit (journey rule 8). Only while the student is there: nobody is let in to an empty chair. */
function dueWhileWaiting({ settings, lastContactAt }: Watched, since: number, now: number): DueEvent | null {
  if (now - since < settings.admissionWaitMinutes * 60_000) return null;
  if (settings.admissionFallback === 'reschedule') {
    return { event: { type: 'cancelled', at: now }, what: 'admission_rescheduled' };
  }
  const isThere = lastContactAt !== null && now - lastContactAt <= SILENCE_MS;
  return isThere ? { event: { type: 'admitted', at: now }, what: 'admission_offline' } : null;
}
