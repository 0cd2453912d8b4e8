import { ExamusError } from '../../protocol/errors.ts';
import type { ExamId, PersonId, SessionId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';
import { changeSession } from '../sessions/change-session.ts';
import type { Queries } from '../store/database.ts';

/** Sealed with the exam's id: a row copied to another exam opens nothing. Null forgets it. */
export async function keepQuizPassword(
  db: Queries,
  { seal, now }: Pick<Services, 'seal' | 'now'>,
  examId: ExamId,
  password: string | null,
): Promise<void> {
  await db.deleteFrom('quizPasswords').where('examId', '=', examId).execute();
  if (password === null) return;
  const sealed = seal.close(password, examId);
  await db.insertInto('quizPasswords').values({ examId, sealed, changedAt: now() }).execute();
}

export const hasQuizPassword = async (db: Queries, examId: ExamId): Promise<boolean> =>
  (await db.selectFrom('quizPasswords').select('examId').where('examId', '=', examId).executeTakeFirst()) !==
  undefined;

/**
 * For the machine of the student who sits in a running session. Rejects with `wrong_phase` when it does not run. That the
 * password was given stands in the record: an attempt of that time is accounted for.
 */
export const giveQuizPassword = (
  services: Services,
  sessionId: SessionId,
  personId: PersonId,
): Promise<string | null> =>
  changeSession(services, sessionId, async (change) => {
    const { examId, phase } = change.session;
    if (phase !== 'running') throw new ExamusError('wrong_phase', 'the exam does not run', { phase });
    const row = await change.db
      .selectFrom('quizPasswords')
      .select('sealed')
      .where('examId', '=', examId)
      .executeTakeFirst();
    if (!row) return null;
    await change.record({ what: 'quiz_password_given', personId });
    return services.seal.open(row.sealed, examId);
  });
