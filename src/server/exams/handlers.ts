import type { Services } from '../context.ts';
import { mayProctor } from '../grid/may-proctor.ts';
import type { Handlers } from '../http/routes.ts';
import { listExams } from './list-exams.ts';

export function examHandlers(
  services: Services,
): Pick<Handlers, 'listExams' | 'consoleExams' | 'checkAhead'> {
  const { db, now } = services;
  return {
    listExams: ({ caller }) => listExams(services, caller.person),

    async consoleExams({ caller }) {
      const exams = await db
        .selectFrom('exams')
        .select(['id', 'name', 'courseName'])
        .where('institutionId', '=', caller.person.institutionId)
        .where(mayProctor(caller.person, 'exams.id'))
        .orderBy('startsAt', 'desc')
        .orderBy('name')
        .execute();
      return { exams };
    },

    async checkAhead({ input, caller }) {
      await db
        .insertInto('checks')
        .values({
          personId: caller.person.id,
          sessionId: null,
          at: now(),
          report: JSON.stringify(input.body),
        })
        .execute();
      return {};
    },
  };
}
