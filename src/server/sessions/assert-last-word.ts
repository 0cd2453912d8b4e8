import { ExamusError } from '../../protocol/errors.ts';
import type { SessionChange } from './change-session.ts';
import { isDataDeleted } from './delete-old.ts';

/** An attempt goes on only where nothing was built on its end: no verdict, no later attempt, nothing deleted. */
export async function assertLastWord({ db, session }: SessionChange): Promise<void> {
  const verdict = await db
    .selectFrom('reviews')
    .select('state')
    .where('sessionId', '=', session.id)
    .executeTakeFirst();
  if (verdict) throw new ExamusError('conflict', 'a verdict was given: give a new attempt instead');
  const later = await db
    .selectFrom('sessions')
    .select('id')
    .where('examId', '=', session.examId)
    .where('personId', '=', session.personId)
    .where('attempt', '>', session.attempt)
    .executeTakeFirst();
  if (later) throw new ExamusError('conflict', 'the student has begun another attempt since');
  if (await isDataDeleted(db, session.id)) {
    throw new ExamusError('conflict', 'the recordings are deleted: give a new attempt instead');
  }
}
