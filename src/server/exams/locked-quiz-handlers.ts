import { ExamusError } from '../../protocol/errors.ts';
import type { ExamId } from '../../protocol/ids.ts';
import type { Person } from '../../protocol/views.ts';
import { recordAudit } from '../admin/record-audit.ts';
import type { Services } from '../context.ts';
import { mayProctor } from '../grid/may-proctor.ts';
import type { Handlers } from '../http/routes.ts';
import { compareAttempts } from './compare-attempts.ts';
import { giveQuizPassword, hasQuizPassword, keepQuizPassword } from './quiz-password.ts';

type Served = 'quizPassword' | 'setQuizPassword' | 'compareAttempts';

/** Quizzes that their LMS locks, so that they are taken in a recorded session or not at all. */
export function lockedQuizHandlers(services: Services): Pick<Handlers, Served> {
  const { db } = services;
  /** Rejects with `not_found` for an exam that is not this person's to proctor. */
  const nameOf = async (id: ExamId, person: Person): Promise<string> => {
    const exam = await db
      .selectFrom('exams')
      .select('name')
      .where('id', '=', id)
      .where('institutionId', '=', person.institutionId)
      .where(mayProctor(person, 'exams.id'))
      .executeTakeFirst();
    if (!exam) throw new ExamusError('not_found', 'no such exam');
    return exam.name;
  };
  return {
    quizPassword: async ({ input, caller }) => ({
      password: await giveQuizPassword(services, input.params.sessionId, caller.person.id),
    }),
    async setQuizPassword({ input: { params, body }, caller }) {
      const subject = await nameOf(params.examId, caller.person);
      const after = { isSet: body.password !== null };
      await db.transaction().execute(async (trx) => {
        const before = { isSet: await hasQuizPassword(trx, params.examId) };
        await keepQuizPassword(trx, services, params.examId, body.password);
        const what = 'quiz_password_changed';
        await recordAudit(trx, caller, services.now(), { what, subject, before, after });
      });
      return after;
    },
    async compareAttempts({ input: { params, body }, caller }) {
      await nameOf(params.examId, caller.person);
      return compareAttempts(db, params.examId, body);
    },
  };
}
