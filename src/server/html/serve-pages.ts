import formbody from '@fastify/formbody';
import { serveApiDocs } from '../api-docs/serve-api-docs.ts';
import type { FastifyInstance } from 'fastify';
import { sendAuthError } from '../auth/error-page.ts';
import { serveInvitation } from '../auth/invitation.ts';
import { serveLocalLogin } from '../auth/local-login.ts';
import { serveOidcCallback } from '../auth/oidc-callback.ts';
import type { OidcClients } from '../auth/oidc-client.ts';
import { serveSignedOut } from '../auth/signed-out.ts';
import { serveStart } from '../auth/start.ts';
import type { Services } from '../context.ts';
import { sendError, toRefusal } from '../http/errors.ts';
import { limiter } from '../http/limits.ts';
import { refuseUnstorable } from '../http/storable.ts';
import { serveAssets } from './assets.ts';
import { serveLanding } from './landing.ts';

const MAX_FORM_BYTES = 16 * 1024;

/** Pages for people who have not signed in yet; they are counted by address. */
export async function servePages(
  app: FastifyInstance,
  services: Services,
  clients: OidcClients,
): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(formbody, { bodyLimit: MAX_FORM_BYTES });
    scope.addHook(
      'onRequest',
      limiter(app, services.config.limits.perAddress, '1 minute', (request) => `page ${request.ip}`),
    );
    scope.addHook('preValidation', refuseUnstorable('params', 'query', 'body'));
    scope.setErrorHandler((error, request, reply) => {
      const { status } = toRefusal(error);
      if (status < 500) return sendError(error, request, reply);
      // A person reads this, in a window of the browser: words instead of JSON.
      request.log.error({ err: error }, 'a page failed');
      return sendAuthError(request, reply, 'errorServer', status);
    });
    serveStart(scope, services, clients);
    serveLocalLogin(scope, services);
    serveInvitation(scope, services);
    serveOidcCallback(scope, services, clients);
    serveSignedOut(scope, services);
    serveLanding(scope, services);
    serveApiDocs(scope, services);
    await serveAssets(scope);
  });
}
