import { ExamusError } from '../../protocol/errors.ts';
import type { ExamId, InstitutionId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { compareAttempts } from './compare-attempts.ts';
import { giveQuizPassword, keepQuizPassword } from './quiz-password.ts';

type Served = 'quizPassword' | 'setQuizPassword' | 'compareAttempts';

/** Quizzes that their LMS locks, so that they are taken in a recorded session or not at all. */
export function lockedQuizHandlers(services: Services): Pick<Handlers, Served> {
  const { db } = services;
  const assertExam = async (id: ExamId, institutionId: InstitutionId): Promise<void> => {
    const exam = await db
      .selectFrom('exams')
      .select('id')
      .where('id', '=', id)
      .where('institutionId', '=', institutionId)
      .executeTakeFirst();
    if (!exam) throw new ExamusError('not_found', 'no such exam');
  };
  return {
    quizPassword: async ({ input, caller }) => ({
      password: await giveQuizPassword(services, input.params.sessionId, caller.person.id),
    }),
    async setQuizPassword({ input: { params, body }, caller }) {
      await assertExam(params.examId, caller.person.institutionId);
      await db.transaction().execute((trx) => keepQuizPassword(trx, services, params.examId, body.password));
      return { isSet: body.password !== null };
    },
    async compareAttempts({ input: { params, body }, caller }) {
      await assertExam(params.examId, caller.person.institutionId);
      return compareAttempts(db, params.examId, body);
    },
  };
}
