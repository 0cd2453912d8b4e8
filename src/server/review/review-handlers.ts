import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { admit, endExam, giveVerdict, sendProctorChat } from './decide.ts';
import { listSessions } from './list-sessions.ts';
import { sessionDetail } from './session-detail.ts';

type Served = 'consoleSessions' | 'consoleSession' | 'admit' | 'proctorChat' | 'endExam' | 'verdict';

/** The proctor's side. That the session is one of the proctor's institution was made sure before. */
export function reviewHandlers(services: Services): Pick<Handlers, Served> {
  return {
    consoleSessions: ({ input, caller }) => listSessions(services, caller.person.institutionId, input.query),
    consoleSession: ({ input, caller }) =>
      sessionDetail(services, caller.person.institutionId, input.params.sessionId),
    async admit({ input, caller: { person } }) {
      await admit(services, input.params.sessionId, person, input.body);
      return sessionDetail(services, person.institutionId, input.params.sessionId);
    },
    proctorChat: ({ input, caller }) =>
      sendProctorChat(services, input.params.sessionId, caller.person, input.body),
    async endExam({ input, caller: { person } }) {
      await endExam(services, input.params.sessionId, person, input.body.reason);
      return sessionDetail(services, person.institutionId, input.params.sessionId);
    },
    async verdict({ input, caller: { person } }) {
      await giveVerdict(services, input.params.sessionId, person, input.body);
      return sessionDetail(services, person.institutionId, input.params.sessionId);
    },
  };
}
