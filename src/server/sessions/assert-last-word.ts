import { ExamusError } from '../../protocol/errors.ts';
import { mayScoreDecideAgain } from '../review/record-verdict.ts';
import { reviewRow } from '../review/review-row.ts';
import type { SessionChange } from './change-session.ts';
import { isDataDeleted } from './delete-old.ts';

const refusals = {
  verdict: 'a verdict was given: give a new attempt instead',
  attempt: 'the student has begun another attempt since',
  deletion: 'the recordings are deleted: give a new attempt instead',
} as const;

/** An attempt goes on only where nothing was built on its end: no verdict, no later attempt, nothing deleted. */
export async function assertLastWord(change: SessionChange): Promise<void> {
  const review = await reviewRow(change.db, change.session.id);
  const built = review ? 'verdict' : await builtOnEnd(change);
  if (built) throw new ExamusError('conflict', refusals[built]);
}

/** The same where no person reopens it. A verdict by the score alone is no last word: the score gives it anew. */
export async function isLastWord(change: SessionChange): Promise<boolean> {
  const { db, session } = change;
  const review = await reviewRow(db, session.id);
  if (review && !mayScoreDecideAgain(review, session.settings)) return false;
  return (await builtOnEnd(change)) === null;
}

async function builtOnEnd({ db, session }: SessionChange): Promise<'attempt' | 'deletion' | null> {
  const later = await db
    .selectFrom('sessions')
    .select('id')
    .where('examId', '=', session.examId)
    .where('personId', '=', session.personId)
    .where('attempt', '>', session.attempt)
    .executeTakeFirst();
  if (later) return 'attempt';
  return (await isDataDeleted(db, session.id)) ? 'deletion' : null;
}
