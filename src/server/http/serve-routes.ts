import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import {
  LOAD_HEADER,
  MAX_PHOTO_BYTES,
  MAX_PROBE_BYTES,
  type Route,
  type RouteName,
  type Routes,
  routes,
} from '../../protocol/api.ts';
import { MAX_CHAT_IMAGE_BYTES } from '../../protocol/chat-picture.ts';
import { MAX_DELIVERY_BYTES } from '../../protocol/delivery.ts';
import { ExamusError } from '../../protocol/errors.ts';
import { MAX_LOGO_BYTES } from '../../protocol/api/admin/institution.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { MAX_SEGMENT_BYTES } from '../../protocol/recording.ts';
import { SEAL_OVERHEAD_BYTES } from '../../protocol/seal.ts';
import { findCaller } from '../auth/callers.ts';
import type { Services } from '../context.ts';
import { assertAccess, assertReading, assertSession } from './access.ts';
import type { Caller } from './caller.ts';
import { createLimits } from './limits.ts';
import { loadMeter } from './load.ts';
import { parseBody, parsePart } from './parse.ts';
import { assertProtocol } from './protocol-version.ts';
import type { Handlers } from './routes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
    parsedParams: unknown;
  }
}

const MAX_JSON_BYTES = 1024 * 1024;
type BytesRoute = { [N in RouteName]: Routes[N] extends { body: 'bytes' } ? N : never }[RouteName];
const maxBytes: Record<BytesRoute, number> = {
  putSegment: MAX_SEGMENT_BYTES + SEAL_OVERHEAD_BYTES,
  deliver: MAX_DELIVERY_BYTES,
  putPhoto: MAX_PHOTO_BYTES,
  uploadProbe: MAX_PROBE_BYTES,
  proctorImage: MAX_CHAT_IMAGE_BYTES,
  studentImage: MAX_CHAT_IMAGE_BYTES + SEAL_OVERHEAD_BYTES,
  putLogo: MAX_LOGO_BYTES,
};

/** Serves the whole route table. Everything but the handler's own work happens here, the same way for every route. */
export function serveRoutes(app: FastifyInstance, services: Services, handlers: Handlers): void {
  app.decorateRequest('caller', null as never);
  app.decorateRequest('parsedParams', null);
  const load = loadMeter();
  const limits = createLimits(app, services.config.limits, (request) => request.caller);

  /** Runs before the body is read, so that a stranger cannot make the server swallow bytes. */
  const guard = (name: RouteName, route: Route) => async (request: FastifyRequest, reply: FastifyReply) => {
    if (route.access === 'upload') void reply.header(LOAD_HEADER, String(load()));
    assertProtocol(route, request);
    request.parsedParams = route.params ? parsePart('params', route.params, request.params) : undefined;
    request.caller = { kind: 'anonymous' };
    if (route.access !== 'public') {
      try {
        request.caller = await findCaller(services.db, request, services.now());
      } catch (error) {
        await limits.perAddress(request);
        throw error;
      }
    }
    await limits.perCaller(request);
    if (route.method !== 'GET') await services.room.assertForDatabase();
    assertAccess(route.access, request.caller);
    const { sessionId } = Object(request.parsedParams) as { sessionId?: SessionId };
    assertReading(name, route.method, request.caller, sessionId);
    if (sessionId !== undefined) await assertSession(services.db, request.caller, sessionId);
  };

  const serve = (scope: FastifyInstance, name: RouteName): void => {
    const route: Route = routes[name];
    const handle = handlers[name] as (context: object) => unknown;
    scope.route({
      method: route.method,
      url: route.path,
      bodyLimit: route.body === 'bytes' ? maxBytes[name as BytesRoute] : MAX_JSON_BYTES,
      onRequest: guard(name, route),
      async handler(request, reply) {
        const input = {
          params: request.parsedParams,
          query: route.query ? parsePart('query', route.query, request.query) : undefined,
          body: parseBody(route, request.body),
        };
        const signal = abortWhenGone(reply.raw);
        const result = await handle({ input, caller: request.caller, request, reply, signal });
        if (reply.sent) return reply;
        if (route.reply === 'bytes') return reply.send(result);
        return reply.header('cache-control', 'no-store').send(v.parse(route.reply, result));
      },
    });
  };

  const names = Object.keys(routes) as RouteName[];
  const isBytes = (name: RouteName): boolean => (routes[name] as Route).body === 'bytes';
  void app.register(async (scope) => {
    // JSON alone: a form of a stranger's page cannot send it without asking us first (CORS preflight).
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      scope.getDefaultJsonParser('error', 'error'),
    );
    for (const name of names) if (!isBytes(name)) serve(scope, name);
  });
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const name of names) if (isBytes(name)) serve(scope, name);
  });
}

function abortWhenGone(response: ServerResponse) {
  const aborter = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) {
      aborter.abort(new ExamusError('unavailable', 'the caller went away before the answer'));
    }
  });
  return aborter.signal;
}
