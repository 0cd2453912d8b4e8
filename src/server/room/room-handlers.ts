import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { bytesHeaders } from '../../protocol/api.ts';
import type { ownImageRoutes, roomRoutes } from '../../protocol/api/room.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { MessageId, SessionId } from '../../protocol/ids.ts';
import { segmentFacts } from '../../protocol/recording.ts';
import { sealPlace } from '../../protocol/seal.ts';
import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { addWarning } from './add-warning.ts';
import { broadcast } from './broadcast.ts';
import { addChatImage, chatImage } from './chat-images.ts';
import { extendExam, pauseExam, reopenSession, resumeExam, waivePhotos } from './clock-acts.ts';
import { forwardWarning } from './forward-warning.ts';
import { quickReplies, setQuickReplies } from './quick-replies.ts';
import { readChat } from './read-chat.ts';
import { studentOf } from './student-of.ts';

/** What a proctor does while an exam runs. That the session is of their institution was made sure before. */
export function roomHandlers(
  services: Services,
): Pick<Handlers, keyof typeof roomRoutes | keyof typeof ownImageRoutes> {
  const { db } = services;
  const giveImage = async (sessionId: SessionId, id: MessageId, reply: FastifyReply) => {
    const { type, bytes } = await chatImage(services, sessionId, id);
    void reply.header('content-type', type).header('cache-control', 'private, no-store');
    return bytes;
  };
  return {
    async pauseExam({ input, caller }) {
      await pauseExam(services, input.params.sessionId, caller.person.id, input.body);
      return {};
    },
    async resumeExam({ input, caller }) {
      await resumeExam(services, input.params.sessionId, caller.person.id);
      return {};
    },
    async extendExam({ input, caller }) {
      await extendExam(services, input.params.sessionId, caller.person.id, input.body);
      return {};
    },
    async reopenSession({ input, caller }) {
      await reopenSession(services, input.params.sessionId, caller.person.id, input.body.reason);
      return {};
    },
    async waivePhotos({ input, caller }) {
      await waivePhotos(services, input.params.sessionId, caller.person.id, input.body.reason);
      return {};
    },
    async addWarning({ input, caller }) {
      await addWarning(services, input.params.sessionId, caller.person, input.body);
      return {};
    },
    forwardWarning: ({ input: { params, body }, caller }) =>
      forwardWarning(services, params.sessionId, params.warningId, caller.person, body.id),
    async broadcast({ input, caller }) {
      return { sent: await broadcast(services, input.params.examId, caller.person, input.body) };
    },
    async readChat({ input }) {
      await readChat(services, input.params.sessionId, input.body.upTo);
      return {};
    },
    proctorImage: ({ input, caller, request }) =>
      addChatImage(services, {
        sessionId: input.params.sessionId,
        id: input.params.messageId,
        author: caller.person,
        from: 'proctor',
        bytes: input.body,
        sha256: hashIn(request),
      }),
    async studentImage({ input, request }) {
      const { sessionId, messageId: id } = input.params;
      const author = await studentOf(db, sessionId);
      const isSealed = request.headers[bytesHeaders.sealed] === '1';
      const bytes = isSealed
        ? services.sealKeys.open(sessionId, input.body, sealPlace.picture(sessionId, id))
        : input.body;
      const image = { sessionId, id, author, from: 'student' as const, bytes };
      return addChatImage(services, { ...image, sha256: hashIn(request) });
    },
    chatImage: ({ input: { params }, reply }) => giveImage(params.sessionId, params.messageId, reply),
    ownChatImage: ({ input: { params }, reply }) => giveImage(params.sessionId, params.messageId, reply),
    quickReplies: ({ caller }) => quickReplies(db, caller.person.institutionId),
    setQuickReplies: ({ input, caller }) => setQuickReplies(services, caller, input.body.replies),
  };
}

function hashIn({ headers }: FastifyRequest): string {
  const sha256 = v.safeParse(segmentFacts.entries.sha256, headers[bytesHeaders.sha256]);
  if (!sha256.success) throw new ExamusError('bad_request', `missing or wrong: ${bytesHeaders.sha256}`);
  return sha256.output;
}
