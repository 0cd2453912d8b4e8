import type { ExamSettings } from '../../protocol/exam-settings.ts';
import { type CloseReason, isOver, type Phase } from '../../protocol/session.ts';
import type { ExamListItem } from '../../protocol/views.ts';

export interface Attempt {
  phase: Phase;
  closeReason: CloseReason | null;
  startedAt: number | null;
}

/** When an exam can first be begun; null = always. */
export const opensAt = ({ startsAt, opensBeforeMinutes }: ExamSettings): number | null =>
  startsAt === null ? null : startsAt - opensBeforeMinutes * 60_000;

/** An attempt that was called off costs nothing. */
export const isUsed = ({ closeReason }: Pick<Attempt, 'closeReason'>): boolean => closeReason !== 'cancelled';

/** What a student can do with an exam now, by their attempts at it (oldest first). */
export function examState(
  settings: ExamSettings,
  attempts: readonly Attempt[],
  now: number,
): ExamListItem['state'] {
  const last = attempts.at(-1);
  const isUnderWay = last !== undefined && !isOver(last.phase);
  if (isUnderWay && last.startedAt !== null) return 'running';
  const used = attempts.filter((attempt) => attempt !== last || !isUnderWay).filter(isUsed).length;
  if (!settings.trial && used >= settings.attemptsAllowed) return 'finished';
  const opens = opensAt(settings);
  if (opens !== null && now < opens) return used > 0 ? 'finished' : 'upcoming';
  if (settings.endsAt !== null && now >= settings.endsAt) return used > 0 ? 'finished' : 'missed';
  return isUnderWay ? 'running' : 'open';
}

/** The same for an exam that an LMS starts: there is something to go on with, or there is nothing to do here. */
export function launchedState(
  settings: ExamSettings,
  last: Attempt | undefined,
  now: number,
): ExamListItem['state'] {
  if (!last || isOver(last.phase)) return 'finished';
  if (last.startedAt !== null) return 'running';
  const opens = opensAt(settings);
  if (opens !== null && now < opens) return 'upcoming';
  return settings.endsAt !== null && now >= settings.endsAt ? 'missed' : 'running';
}
