import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { ExamusError } from '../../protocol/errors.ts';
import { LIVE_PATH } from '../../protocol/live.ts';
import { MAX_STILL_BYTES } from '../../protocol/still.ts';
import { isAcceptedProtocol } from '../../protocol/version.ts';
import type { Services } from '../context.ts';
import type { FollowedHub } from './live-hub.ts';
import { serveProctor } from './proctor-socket.ts';
import { serveStudent } from './student-socket.ts';
import { redeemTicket, type Visitor } from './tickets.ts';

const query = v.object({
  ticket: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  protocol: v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number)),
});

/** The live socket. A wrong ticket or protocol is refused before the socket exists, with the usual error answer. */
export async function serveLive(app: FastifyInstance, services: Services, hub: FollowedHub): Promise<void> {
  const visitors = new WeakMap<FastifyRequest, Visitor>();
  await app.register(websocket, { options: { maxPayload: MAX_STILL_BYTES } });
  app.get(
    LIVE_PATH,
    {
      websocket: true,
      async preValidation(request) {
        const input = v.safeParse(query, request.query);
        if (!input.success) throw new ExamusError('bad_request', 'ticket or protocol is missing or wrong');
        if (!isAcceptedProtocol(input.output.protocol)) {
          throw new ExamusError('update_required', 'this client speaks another version of the protocol');
        }
        if (!request.ws) throw new ExamusError('bad_request', 'open a WebSocket here');
        visitors.set(request, await redeemTicket(services, input.output.ticket));
      },
    },
    (socket, request) => {
      const visitor = visitors.get(request);
      if (visitor === undefined) return socket.terminate();
      if (visitor.role === 'proctor') void serveProctor(services, hub, socket, visitor);
      else void serveStudent(services, hub, socket, visitor);
    },
  );
}
