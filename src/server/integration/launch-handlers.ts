import { ExamusError } from '../../protocol/errors.ts';
import { issueToken, takeToken, tokenTtlMs } from '../auth/tokens.ts';
import type { LoginData } from '../auth/finish.ts';
import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { readLanguage } from '../../shared/i18n.ts';
import { getInstitution, toInstitutionView } from '../store/institutions.ts';
import { entryOf } from './entry-url.ts';

export function launchHandlers(services: Services): Pick<Handlers, 'launch' | 'sessionEntry'> {
  const { db, now } = services;
  return {
    async launch({ input }) {
      const taken = await takeToken(db, 'launch', input.body.ticket, now());
      if (!taken?.personId || !taken.sessionId) {
        throw new ExamusError('wrong_credentials', 'this start is used up; start the exam in the LMS again');
      }
      const { sessionId } = taken;
      const { institutionId, examId, language, ...person } = await db
        .selectFrom('people as p')
        .innerJoin('sessions as s', 's.personId', 'p.id')
        .innerJoin('launches as l', 'l.sessionId', 's.id')
        .select(['p.id', 'p.institutionId', 'p.role', 'p.name', 'p.email', 's.examId', 'l.language'])
        .where('p.id', '=', taken.personId)
        .where('s.id', '=', sessionId)
        .executeTakeFirstOrThrow();
      const login = await issueToken(db, {
        kind: 'login',
        now: now(),
        ttlMs: tokenTtlMs.login,
        personId: person.id,
        data: { idToken: null } satisfies LoginData,
      });
      const institution = toInstitutionView(await getInstitution(db, institutionId));
      return {
        ...login,
        person: { ...person, institutionId },
        institution,
        examId,
        sessionId,
        language: readLanguage(language),
      };
    },

    sessionEntry: async ({ input }) => ({ url: await entryOf(services, input.params.sessionId) }),
  };
}
