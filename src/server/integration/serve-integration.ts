import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import type { Services } from '../context.ts';
import { sendError, toRefusal } from '../http/errors.ts';
import { limiter } from '../http/limits.ts';
import { languageOf } from '../language.ts';
import { serveStart } from './serve-start.ts';
import { sendBadStart } from './start-pages.ts';

/** Rules, names and lists of programs in all languages of the world; a JWT makes a third more of it. */
const MAX_FORM_BYTES = 256 * 1024;

/** What an LMS and the browsers it sends call: the Examus Simple API, by the paths that plugins have built in. */
export async function serveIntegration(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(formbody, { bodyLimit: MAX_FORM_BYTES });
    scope.addHook(
      'onRequest',
      limiter(app, services.config.limits.perAddress, '1 minute', (request) => `start ${request.ip}`),
    );
    scope.setErrorHandler((error, request, reply) => {
      const { status } = toRefusal(error);
      if (status < 500) return sendError(error, request, reply);
      request.log.error({ err: error }, 'a start failed');
      return sendBadStart({ request, reply, language: languageOf(request) }, status);
    });
    serveStart(scope, services);
  });
}
