import type { SessionView } from '../../protocol/views.ts';
import type { BreakHere } from '../journal/breaks-here.ts';

/**
 * The session as it stands here: what the server last said of it, and on top the breaks it has not heard of yet.
 * `isSent`: the server has this entry, so that its own word holds.
 */
export function withBreaks(
  session: SessionView,
  breaks: readonly BreakHere[],
  isSent: (seq: number) => boolean,
): SessionView {
  let now = session;
  for (const { beganAt, beginSeq, end } of breaks) {
    if (!isSent(beginSeq)) now = begun(now, beganAt);
    if (end && !isSent(end.seq)) now = ended(now, end.at);
  }
  return now;
}

/**
 * Whether the exam stands still, for a break or a pause of the proctor's: then nothing is looked for. So it does, too,
 * while the server misses a machine that slept meanwhile, or has lost its camera: such a session is `interrupted`.
 */
export const standsStill = ({ phase, leftMs }: Pick<SessionView, 'phase' | 'leftMs'>): boolean =>
  phase === 'paused' || (phase === 'interrupted' && leftMs !== null);

/** Whether the student may do that now. */
export const mayBreak = ({ phase, breaks }: SessionView, act: 'begin' | 'end'): boolean =>
  act === 'begin'
    ? phase === 'running' && (breaks?.left ?? 0) > 0
    : phase !== 'closed' && typeof breaks?.endsAt === 'number';

/** Its time is up: it ends by itself, on line or off. */
export const isBreakUp = ({ breaks }: Pick<SessionView, 'breaks'>, now: number): boolean =>
  typeof breaks?.endsAt === 'number' && now >= breaks.endsAt;

function begun(session: SessionView, at: number): SessionView {
  const { breaks, endsAt, phase } = session;
  if (!breaks || breaks.left === 0 || (phase !== 'running' && phase !== 'interrupted')) return session;
  return {
    ...session,
    phase: 'paused',
    curtain: true,
    endsAt: null,
    leftMs: endsAt === null ? null : Math.max(0, endsAt - at),
    breaks: { ...breaks, left: breaks.left - 1, endsAt: at + breaks.minutes * 60_000 },
  };
}

function ended(session: SessionView, at: number): SessionView {
  const { breaks, leftMs } = session;
  if (typeof breaks?.endsAt !== 'number') return session;
  return {
    ...session,
    phase: 'running',
    curtain: false,
    endsAt: leftMs === null ? null : Math.min(at, breaks.endsAt) + leftMs,
    leftMs: null,
    breaks: { ...breaks, endsAt: null },
  };
}
