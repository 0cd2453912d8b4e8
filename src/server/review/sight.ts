import { ExamusError } from '../../protocol/errors.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import type { Person } from '../../protocol/views.ts';
import type { Queries } from '../store/database.ts';
import { reviewRow } from './review-row.ts';

/**
 * Whose judgements of a session's warnings somebody is shown: `newest` = everybody's, of which the newest counts;
 * `each` = the same, and who said what; or this one's alone, of the round that runs, on what former rounds left.
 */
export type Sight = 'newest' | 'each' | Independent;
export interface Independent {
  only: PersonId;
  round: number;
  /** When the round began; null = with the session. */
  since: number | null;
}

export const isIndependent = (sight: Sight): sight is Independent => typeof sight === 'object';

/**
 * Where an exam asks for two reviewers, they judge independently: nobody is told what others said, of the warnings or of
 * the whole, before they have given their own opinion in this round or a verdict stands. Admins are told.
 */
export async function sightOf(
  db: Queries,
  { id, settings }: { id: SessionId; settings: Pick<ExamSettings, 'secondReviewer'> },
  viewer: Pick<Person, 'id' | 'role'>,
): Promise<Sight> {
  if (!settings.secondReviewer) return 'newest';
  if (viewer.role === 'admin') return 'each';
  const review = await reviewRow(db, id);
  if (review && review.reopenedAt === null) return 'each';
  const round = review?.round ?? 1;
  const own = await db
    .selectFrom('opinions')
    .select('at')
    .where('sessionId', '=', id)
    .where('round', '=', round)
    .where('personId', '=', viewer.id)
    .executeTakeFirst();
  return own ? 'each' : { only: viewer.id, round, since: review?.reopenedAt ?? null };
}

/** Rejects with `forbidden` while others' judgements are kept from this person. */
export async function assertSeesAll(
  db: Queries,
  sessionId: SessionId,
  viewer: Pick<Person, 'id' | 'role'>,
): Promise<void> {
  const session = await db
    .selectFrom('sessions')
    .select(['id', 'settings'])
    .where('id', '=', sessionId)
    .executeTakeFirst();
  if (session && isIndependent(await sightOf(db, session, viewer))) {
    throw new ExamusError('forbidden', 'two reviewers judge independently: give your own opinion first');
  }
}
