import { sql } from 'kysely';
import type { SessionView } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import type { Queries } from '../store/database.ts';
import type { SessionRecord } from './session-record.ts';

/** Whether somebody waits for admission and has not left meanwhile. */
export const isInQueue = ({ phase, lastContactAt }: SessionRecord): boolean =>
  phase === 'awaiting_admission' && lastContactAt !== null;

/** First come, first served, among those who wait for the same exam. */
export async function queuePlace(
  db: Queries,
  { id, examId, state }: SessionRecord,
): Promise<SessionView['queue']> {
  if (state.phase !== 'awaiting_admission') return null;
  const waiting = await db
    .selectFrom('sessions')
    .select(['id', 'state'])
    .where('examId', '=', examId)
    .where('phase', '=', 'awaiting_admission')
    .where('lastContactAt', 'is not', null)
    .execute();
  const ahead = waiting.filter(
    (other) =>
      other.state.phase === 'awaiting_admission' &&
      (other.state.since < state.since || (other.state.since === state.since && other.id < id)),
  );
  return { place: ahead.length + 1, waitingSince: state.since };
}

/** Everybody who still waits for the same exam is shown their place anew. Best effort: the change itself is done. */
export async function tellQueue(
  { db, live, log }: Pick<Services, 'db' | 'live' | 'log'>,
  { id, examId }: SessionRecord,
): Promise<void> {
  try {
    const waiting = await db
      .updateTable('sessions')
      .set({ revision: sql`revision + 1` })
      .where('examId', '=', examId)
      .where('phase', '=', 'awaiting_admission')
      .where('id', '<>', id)
      .returning('id')
      .execute();
    for (const other of waiting) live.sessionChanged(other.id);
  } catch (error) {
    log.warn({ err: error, examId }, 'the queue could not be told');
  }
}
