import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { showIdentity } from './blind.ts';
import { collisionsOf } from './collisions.ts';
import { admit, endExam, sendProctorChat } from './decide.ts';
import { examReport } from './exam-report.ts';
import { judgeWarnings } from './judge.ts';
import { listSessions } from './list-sessions.ts';
import { addRemark, ownRecord } from './remarks.ts';
import { sessionDetail } from './session-detail.ts';
import { giveVerdict } from './verdict.ts';

type Served =
  | 'consoleSessions'
  | 'consoleSession'
  | 'admit'
  | 'proctorChat'
  | 'endExam'
  | 'verdict'
  | 'judge'
  | 'showIdentity'
  | 'examReport'
  | 'collisions'
  | 'ownRecord'
  | 'addRemark';

/** The proctor's side, and the student's look back. Whose session it is was made sure before. */
export function reviewHandlers(services: Services): Pick<Handlers, Served> {
  return {
    consoleSessions: ({ input, caller }) => listSessions(services, caller.person, input.query),
    consoleSession: ({ input, caller }) => sessionDetail(services, caller.person, input.params.sessionId),
    async admit({ input, caller: { person } }) {
      await admit(services, input.params.sessionId, person, input.body);
      return sessionDetail(services, person, input.params.sessionId);
    },
    proctorChat: ({ input, caller }) =>
      sendProctorChat(services, input.params.sessionId, caller.person, input.body),
    async endExam({ input, caller: { person } }) {
      await endExam(services, input.params.sessionId, person, input.body.reason);
      return sessionDetail(services, person, input.params.sessionId);
    },
    async verdict({ input, caller: { person } }) {
      await giveVerdict(services, input.params.sessionId, person, input.body);
      return sessionDetail(services, person, input.params.sessionId);
    },
    judge: ({ input, caller }) => judgeWarnings(services, input.params.sessionId, caller.person, input.body),
    async showIdentity({ input, caller }) {
      await showIdentity(services, input.params.sessionId, caller.person);
      return {};
    },
    async examReport({ input, caller, reply }) {
      const { fileName, type, text } = await examReport(services, caller.person, input);
      void reply
        .header('content-type', type)
        .header('content-disposition', `attachment; filename="${fileName}"`)
        .header('cache-control', 'private, no-store');
      return Buffer.from(text);
    },
    collisions: ({ input, caller }) => collisionsOf(services.db, caller.person, input.params.examId),
    ownRecord: ({ input }) => ownRecord(services.db, input.params.sessionId),
    async addRemark({ input, caller }) {
      await addRemark(services, input.params.sessionId, caller.person, input.body);
      return ownRecord(services.db, input.params.sessionId);
    },
  };
}
