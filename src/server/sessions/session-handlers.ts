import * as v from 'valibot';
import { bytesHeaders } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { segmentFacts } from '../../protocol/recording.ts';
import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { beginSession, drainSession, leaveSession } from './begin.ts';
import { chatOf } from './chat.ts';
import { passCheck } from './check.ts';
import { consentTextOf, giveConsent } from './consent.ts';
import { noteContact } from './contact.ts';
import { openSession } from './open-session.ts';
import { putPhoto } from './photos.ts';
import { sessionView } from './session-view.ts';

type Served =
  | 'openSession'
  | 'session'
  | 'consentText'
  | 'consent'
  | 'sessionCheck'
  | 'putPhoto'
  | 'begin'
  | 'leaveSession'
  | 'drained'
  | 'chatHistory';

/** The student's way through a session; every step answers the session as it stands afterwards. */
export function sessionHandlers(services: Services): Pick<Handlers, Served> {
  const { db } = services;
  const view = (sessionId: SessionId) => sessionView(db, sessionId, services.now());
  return {
    async openSession({ input, caller }) {
      const { sessionId, uploadToken } = await openSession(services, caller.person, input.params.examId);
      const sealKey = services.sealKeys.publicKeyOf(sessionId);
      return { session: await view(sessionId), uploadToken, sealKey };
    },
    async session({ input, caller }) {
      const { sessionId } = input.params;
      // Where a network lets no WebSocket through, asking is the only sign of life of who waits.
      if (caller.kind === 'upload') await noteContact(services, sessionId, false);
      return view(sessionId);
    },
    consentText: ({ input }) => consentTextOf(db, input.params.sessionId, input.query.language),
    async consent({ input, caller }) {
      await giveConsent(services, input.params.sessionId, caller.person.id, input.body);
      return view(input.params.sessionId);
    },
    async sessionCheck({ input, caller }) {
      await passCheck(services, input.params.sessionId, caller.person.id, input.body);
      return view(input.params.sessionId);
    },
    async putPhoto({ input, caller, request }) {
      const { sessionId, photo: kind } = input.params;
      const sha256 = v.safeParse(segmentFacts.entries.sha256, request.headers[bytesHeaders.sha256]);
      if (!sha256.success) throw new ExamusError('bad_request', `missing or wrong: ${bytesHeaders.sha256}`);
      const photo = { sessionId, personId: caller.person.id, kind, bytes: input.body, sha256: sha256.output };
      await putPhoto(services, photo);
      return view(sessionId);
    },
    async begin({ input, caller }) {
      await beginSession(services, input.params.sessionId, caller.person.id);
      return view(input.params.sessionId);
    },
    async leaveSession({ input, caller }) {
      await leaveSession(services, input.params.sessionId, caller.person.id);
      return view(input.params.sessionId);
    },
    async drained({ input }) {
      await drainSession(services, input.params.sessionId);
      return view(input.params.sessionId);
    },
    chatHistory: async ({ input }) => ({ messages: await chatOf(db, input.params.sessionId) }),
  };
}
