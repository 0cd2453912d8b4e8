import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import { serveCalendar } from '../calendar/serve-calendar.ts';
import type { Services } from '../context.ts';
import { sendError, toRefusal } from '../http/errors.ts';
import { refuseUnstorable } from '../http/storable.ts';
import { languageOf } from '../language.ts';
import { readIntegrationBook } from './book.ts';
import { finishDesk } from './finish/finish-desk.ts';
import { lmsLimits } from './lms-limits.ts';
import { startSending } from './outbox/sender.ts';
import { serveArchive } from './serve-archive.ts';
import { serveServerCalls } from './serve-server-calls.ts';
import { serveStart } from './serve-start.ts';
import { sendBadStart } from './start-pages.ts';

/** Rules, names and lists of programs in all languages of the world; a JWT makes a third more of it. */
const MAX_BODY_BYTES = 256 * 1024;

export interface Integration {
  /** Its work in the background, until `signal` aborts. */
  start(signal: AbortSignal): void;
}

/**
 * What LMSs and the browsers they send call: the Examus Simple API, by the paths that plugins have built in. Resolves
 * when it knows all integrations: from then on an LMS is recognised also while the database stands still.
 */
export async function serveIntegration(app: FastifyInstance, services: Services): Promise<Integration> {
  const book = await readIntegrationBook(services);
  const desk = finishDesk(services);
  const limits = lmsLimits(app, services.config.limits);

  await app.register(async (scope) => {
    await scope.register(formbody, { bodyLimit: MAX_BODY_BYTES });
    scope.addHook('preValidation', refuseUnstorable('params', 'query', 'body'));
    scope.setErrorHandler((error, request, reply) => {
      const { status } = toRefusal(error);
      if (status < 500) return sendError(error, request, reply);
      request.log.error({ err: error }, 'a start failed');
      return sendBadStart({ request, reply, language: languageOf(request) }, status);
    });
    serveStart(scope, services, limits);
    serveArchive(scope, services, limits);
    serveCalendar(scope, services, limits);
  });

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // A finish may come without a body, and its body says nothing that must be there.
    scope.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: MAX_BODY_BYTES },
      (_request, body, done) => {
        try {
          done(null, body === '' ? {} : JSON.parse(String(body)));
        } catch {
          done(null, {});
        }
      },
    );
    scope.addHook('preValidation', refuseUnstorable('params'));
    serveServerCalls(scope, services, { book, desk, limits });
  });

  return {
    start(signal) {
      void book.follow(signal);
      void desk.follow(signal);
      void startSending(services, signal);
    },
  };
}
