import type { Breaks } from './accommodation.ts';
import type { Identification, Mode } from './exam-settings.ts';
import { photosFor } from './exam-settings.ts';

/**
 * The one state machine of an exam session. Pure: the server applies events with its own clock, the client applies
 * the same function to show what its journaled intents will lead to. Times are milliseconds since 1970.
 *
 *   created → consented → checked → identified → (awaiting_admission) → running ⇄ paused | interrupted
 *           → finishing → closed
 */
export const phases = [
  'created',
  'consented',
  'checked',
  'identified',
  'awaiting_admission',
  'running',
  'paused',
  'interrupted',
  'finishing',
  'closed',
] as const;
export type Phase = (typeof phases)[number];

export const closeReasons = [
  'by_student',
  'by_lms',
  'by_proctor',
  'refused',
  'timeout',
  'time_up',
  'cancelled',
] as const;
export type CloseReason = (typeof closeReasons)[number];

/** What the exam asks for, copied into the session when it is created. */
export interface Plan {
  mode: Mode;
  identification: Identification;
  durationMs: number;
  /** Hard end of the exam's slot, or null. */
  examEndsAt: number | null;
  graceMs: number;
  returnWindowMs: number;
  /** A session launched by an LMS never ends by `durationMs`; the panel only tells. */
  launchedByLms: boolean;
  /** What this student was granted; absent = none. */
  breaks?: Breaks;
}

/** When the exam began, and the time to give back for pauses and our own faults. */
export interface Clock {
  startedAt: number;
  stoodStillMs: number;
  /** For how long of that the quiz was behind a curtain: there an LMS's own clock ran on. Absent = not at all. */
  hiddenMs?: number;
  extraMs: number;
  /** Absent = none yet. */
  breaksTaken?: number;
  /** The last break whose time was up before its end was heard of: off line, the student may have ended it sooner. */
  lastBreak?: { from: number; to: number };
}

/** What kind of pause it is. */
interface Standstill {
  /** The quiz is hidden meanwhile. */
  curtain?: boolean;
  /** A break that the student took: it is over then at the latest. Absent = a proctor's pause. */
  breakEndsAt?: number;
}

export type SessionState =
  | { phase: 'created' | 'consented' | 'checked' | 'identified' }
  | { phase: 'awaiting_admission'; since: number }
  | { phase: 'running'; clock: Clock }
  | ({ phase: 'paused'; clock: Clock; since: number } & Standstill)
  | ({
      phase: 'interrupted';
      clock: Clock;
      since: number;
      from: 'running' | 'paused';
      pausedSince: number | null;
    } & Standstill)
  | { phase: 'finishing'; clock: Clock; endedAt: number; reason: CloseReason }
  | { phase: 'closed'; clock: Clock | null; endedAt: number; reason: CloseReason };

export type SessionEvent =
  | { type: 'consent'; at: number }
  | { type: 'check_passed'; at: number }
  | { type: 'photos_sent'; at: number }
  | { type: 'retake_asked'; at: number }
  | { type: 'begin'; at: number }
  | { type: 'admitted'; at: number }
  | { type: 'refused'; at: number }
  /** `curtain` = the quiz is hidden meanwhile. */
  | { type: 'paused'; at: number; curtain?: boolean }
  | { type: 'resumed'; at: number }
  /** The student takes a break that was granted, and is back from it. */
  | { type: 'break_begun'; at: number }
  | { type: 'break_over'; at: number }
  | { type: 'extended'; at: number; extraMs: number }
  /** Nothing heard from the student's machine. */
  | { type: 'silence'; at: number }
  | { type: 'contact'; at: number }
  | { type: 'return_window_over'; at: number }
  | { type: 'finish'; at: number; reason: 'by_student' | 'by_lms' | 'by_proctor' | 'time_up' }
  /** Everything the client recorded has been acknowledged, or the wait for it is over. */
  | { type: 'drained'; at: number }
  | { type: 'reopened'; at: number }
  | { type: 'cancelled'; at: number };
export type SessionEventType = SessionEvent['type'];

export const initialSession: SessionState = { phase: 'created' };

/**
 * Applies one event. Returns the next state, the *same object* when the event changes nothing (a repeat), or null
 * when the event is not allowed in this phase.
 */
export function reduce(state: SessionState, event: SessionEvent, plan: Plan): SessionState | null {
  if (event.type === 'cancelled' && !isOver(state.phase)) return close(state, event.at, 'cancelled');
  switch (state.phase) {
    case 'created':
      return event.type === 'consent' ? { phase: 'consented' } : null;
    case 'consented':
      if (event.type === 'consent') return state;
      return event.type === 'check_passed' ? afterCheck(plan) : null;
    case 'checked':
      if (event.type === 'consent' || event.type === 'check_passed') return state;
      return event.type === 'photos_sent' ? { phase: 'identified' } : null;
    case 'identified':
      // The check is repeated whenever the student comes back; it takes no step back.
      if (event.type === 'consent' || event.type === 'check_passed' || event.type === 'photos_sent')
        return state;
      if (event.type === 'begin') {
        return plan.mode === 'online' || plan.mode === 'identification'
          ? { phase: 'awaiting_admission', since: event.at }
          : running(event.at);
      }
      return null;
    case 'awaiting_admission':
      if (event.type === 'begin' || event.type === 'check_passed') return state;
      if (event.type === 'admitted') return running(event.at);
      if (event.type === 'refused') return close(state, event.at, 'refused');
      // Where no photo is asked for, none could ever be sent: the session would stay `checked` for good.
      return event.type === 'retake_asked' && hasPhotos(plan) ? { phase: 'checked' } : null;
    case 'running':
      return whileRunning(state, event, plan);
    case 'paused':
      return whilePaused(state, event);
    case 'interrupted':
      return whileInterrupted(state, event, plan);
    case 'finishing':
      if (event.type === 'finish' || event.type === 'contact' || event.type === 'silence') return state;
      return event.type === 'drained'
        ? { phase: 'closed', clock: state.clock, endedAt: state.endedAt, reason: state.reason }
        : null;
    case 'closed':
      if (['finish', 'drained', 'silence', 'cancelled'].includes(event.type)) return state;
      // Only a session that ran can go on; the time it stood closed is given back.
      return event.type === 'reopened' && state.clock
        ? { phase: 'running', clock: addStill(state.clock, event.at - state.endedAt) }
        : null;
  }
}

type Of<P extends Phase> = Extract<SessionState, { phase: P }>;
type FinishEvent = Extract<SessionEvent, { type: 'finish' }>;

const running = (at: number): SessionState => ({
  phase: 'running',
  clock: { startedAt: at, stoodStillMs: 0, extraMs: 0 },
});
const addStill = (clock: Clock, ms: number): Clock => ({
  ...clock,
  stoodStillMs: clock.stoodStillMs + Math.max(0, ms),
});
const addHidden = (clock: Clock, ms: number): Clock => ({
  ...clock,
  hiddenMs: (clock.hiddenMs ?? 0) + Math.max(0, ms),
});
const addExtra = (clock: Clock, ms: number): Clock => ({ ...clock, extraMs: clock.extraMs + ms });

const hasPhotos = (plan: Plan): boolean => photosFor(plan.identification).length > 0;
const afterCheck = (plan: Plan): SessionState =>
  hasPhotos(plan) ? { phase: 'checked' } : { phase: 'identified' };

function close(state: SessionState, at: number, reason: CloseReason): SessionState {
  return { phase: 'closed', clock: clockUpTo(state, at), endedAt: at, reason };
}

/** The clock with the pause under way counted up to `at`: a state without `since` could not tell of it. */
function clockUpTo(state: SessionState, at: number): Clock | null {
  const clock = clockOf(state);
  const pausedSince = pauseUnderWay(state);
  if (!clock || pausedSince === null) return clock;
  const { curtain, breakEndsAt = Infinity } = standstillOf(state);
  const stillMs = Math.min(at, breakEndsAt) - pausedSince;
  const given = addStill(clock, stillMs);
  return curtain ? addHidden(given, stillMs) : given;
}

const pauseUnderWay = (state: SessionState): number | null =>
  state.phase === 'paused' ? state.since : state.phase === 'interrupted' ? state.pausedSince : null;

const finish = (state: Of<'running' | 'paused' | 'interrupted'>, event: FinishEvent): SessionState => ({
  phase: 'finishing',
  clock: clockUpTo(state, event.at) ?? state.clock,
  endedAt: event.at,
  reason: event.reason,
});

function whileRunning(state: Of<'running'>, event: SessionEvent, plan: Plan): SessionState | null {
  switch (event.type) {
    case 'begin':
    case 'contact':
    case 'check_passed':
    case 'admitted':
      return state;
    case 'break_over':
      return withShorterBreak(state, event.at);
    case 'paused':
      return {
        phase: 'paused',
        clock: state.clock,
        since: event.at,
        ...standstillOf(event),
      };
    case 'break_begun':
      return mayTakeBreak(state.clock, plan)
        ? { phase: 'paused', clock: withBreak(state.clock), since: event.at, ...breakFrom(event.at, plan) }
        : null;
    case 'extended':
      return { ...state, clock: addExtra(state.clock, event.extraMs) };
    case 'silence':
      return {
        phase: 'interrupted',
        clock: state.clock,
        since: event.at,
        from: 'running',
        pausedSince: null,
      };
    case 'finish':
      return finish(state, event);
    default:
      return null;
  }
}

function whilePaused(state: Of<'paused'>, event: SessionEvent): SessionState | null {
  switch (event.type) {
    case 'begin':
    case 'contact':
    case 'check_passed':
    case 'break_begun':
      return state;
    case 'paused':
      // A proctor's pause has no end of its own: the break is over with it.
      return isOnBreak(state)
        ? { phase: 'paused', clock: stoppedAt(state, event.at), since: event.at, ...standstillOf(event) }
        : state;
    case 'break_over':
      return isOnBreak(state)
        ? { phase: 'running', clock: afterBreak(state, event.at) }
        : withShorterBreak(state, event.at);
    case 'resumed':
      // What was granted to the student is not the proctor's to end.
      if (isOnBreak(state)) return null;
      return { phase: 'running', clock: stoppedAt(state, event.at) };
    case 'extended':
      return { ...state, clock: addExtra(state.clock, event.extraMs) };
    case 'silence':
      return {
        phase: 'interrupted',
        clock: state.clock,
        since: event.at,
        from: 'paused',
        pausedSince: state.since,
        ...standstillOf(state),
      };
    case 'finish':
      return finish(state, event);
    default:
      return null;
  }
}

function whileInterrupted(state: Of<'interrupted'>, event: SessionEvent, plan: Plan): SessionState | null {
  switch (event.type) {
    case 'silence':
      return state;
    case 'begin':
    case 'check_passed':
    case 'contact':
      return state.pausedSince === null
        ? { phase: 'running', clock: state.clock }
        : { phase: 'paused', clock: state.clock, since: state.pausedSince, ...standstillOf(state) };
    // Both may come late, from a machine that was off line: they count from the moment they were meant.
    case 'break_begun':
      if (state.pausedSince !== null) return state;
      return mayTakeBreak(state.clock, plan)
        ? {
            ...awayFrom(state, withBreak(state.clock), 'paused'),
            pausedSince: event.at,
            ...breakFrom(event.at, plan),
          }
        : null;
    case 'break_over':
      return isOnBreak(state)
        ? awayFrom(state, afterBreak(state, event.at), 'running', endOfBreak(state, event.at))
        : withShorterBreak(state, event.at);
    case 'return_window_over':
      return close(state, state.since, 'timeout');
    case 'extended':
      return { ...state, clock: addExtra(state.clock, event.extraMs) };
    case 'finish':
      return finish(state, event);
    default:
      return null;
  }
}

type Standing = Of<'running' | 'paused' | 'interrupted'>;
const stoppedAt = (state: Standing, at: number): Clock => clockUpTo(state, at) ?? state.clock;

function standstillOf(of: object): Standstill {
  const { curtain, breakEndsAt } = of as Standstill;
  return { ...(curtain ? { curtain } : {}), ...(breakEndsAt === undefined ? {} : { breakEndsAt }) };
}

// ---- breaks
const breaksLeftOf = (clock: Clock, plan: Plan): number =>
  Math.max(0, (plan.breaks?.count ?? 0) - (clock.breaksTaken ?? 0));
const mayTakeBreak = (clock: Clock, plan: Plan): boolean => breaksLeftOf(clock, plan) > 0;
const withBreak = (clock: Clock): Clock => ({ ...clock, breaksTaken: (clock.breaksTaken ?? 0) + 1 });
/** The quiz is hidden: nobody reads on while the clock stands still and nothing is looked for. */
const breakFrom = (at: number, plan: Plan): Standstill => ({
  curtain: true,
  breakEndsAt: at + (plan.breaks?.minutes ?? 0) * 60_000,
});
const isOnBreak = (state: SessionState): boolean => breakEndsAt(state) !== null;
const endOfBreak = (state: SessionState, at: number): number => Math.min(at, breakEndsAt(state) ?? at);

function afterBreak(state: Standing, at: number): Clock {
  const clock = stoppedAt(state, at);
  const from = pauseUnderWay(state);
  const to = breakEndsAt(state);
  return from !== null && to !== null && at >= to ? { ...clock, lastBreak: { from, to } } : clock;
}

/** The end of a break that was over by then: what of it was given too much is taken back, once. */
function withShorterBreak<State extends Standing>(state: State, at: number): State {
  const { lastBreak, ...clock } = state.clock;
  if (!lastBreak || at < lastBreak.from || at >= lastBreak.to) return state;
  const back = at - lastBreak.to;
  const { stoodStillMs, hiddenMs = 0 } = clock;
  return { ...state, clock: { ...clock, stoodStillMs: stoodStillMs + back, hiddenMs: hiddenMs + back } };
}

/** Interrupted as before, with no break under way. Absence counts from the end of a break on: during it nobody is missed. */
const awayFrom = (
  { since }: Of<'interrupted'>,
  clock: Clock,
  from: 'running' | 'paused',
  atEarliest = since,
): Of<'interrupted'> => ({
  phase: 'interrupted',
  clock,
  since: Math.max(since, atEarliest),
  from,
  pausedSince: null,
});

/** When the break under way is over at the latest; null = the student is on none. */
export const breakEndsAt = (state: SessionState): number | null =>
  (state.phase === 'paused' || state.phase === 'interrupted' ? state.breakEndsAt : null) ?? null;

/** What was granted of breaks and what is left of it; null where none were. */
export const breaksOf = (
  state: SessionState,
  plan: Plan,
): { left: number; minutes: number; endsAt: number | null } | null => {
  const clock = clockOf(state);
  if (!plan.breaks?.count) return null;
  const left = clock ? breaksLeftOf(clock, plan) : plan.breaks.count;
  return { left, minutes: plan.breaks.minutes, endsAt: breakEndsAt(state) };
};

export const clockOf = (state: SessionState): Clock | null => ('clock' in state ? state.clock : null);

/** The moment the exam's time is up, or null before it runs. Stands still (grows with `now`) while paused. */
export function endsAt(state: SessionState, plan: Plan, now: number): number | null {
  const clock = clockOf(state);
  if (!clock) return null;
  const pausedSince = pauseUnderWay(state);
  const stillUntil = Math.min(now, breakEndsAt(state) ?? now);
  const stillMs = clock.stoodStillMs + (pausedSince === null ? 0 : Math.max(0, stillUntil - pausedSince));
  const byDuration = clock.startedAt + plan.durationMs + stillMs + clock.extraMs;
  return plan.examEndsAt === null
    ? byDuration
    : Math.min(byDuration, plan.examEndsAt + stillMs + clock.extraMs);
}

/** True while the student's machine should be recording. */
export const isRecordingPhase = (phase: Phase): boolean =>
  phase === 'running' || phase === 'paused' || phase === 'interrupted';
/** Ended as exams should: nobody cut it short. */
export const isCompleted = (reason: CloseReason | null | undefined): boolean =>
  reason === 'by_student' || reason === 'by_lms' || reason === 'time_up';
export const isOver = (phase: Phase): boolean => phase === 'finishing' || phase === 'closed';
/** It had ended and goes on: a person opened it again, or the journal showed that the student had been there. */
export const isReopened = (before: Phase, after: Phase): boolean => isOver(before) && isRecordingPhase(after);
