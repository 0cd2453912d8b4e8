import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../context.ts';
import { getInstitution } from '../store/institutions.ts';
import { sendAuthError } from './error-page.ts';
import { finishSignIn } from './finish.ts';
import { type Flow, takeFlow } from './flow.ts';
import type { OidcClients } from './oidc-client.ts';
import { rememberPerson } from './people.ts';

/** `GET /auth/callback`: the institution's login leads back here. */
export function serveOidcCallback(app: FastifyInstance, services: Services, clients: OidcClients): void {
  app.get('/auth/callback', async (request, reply) => {
    const { state, error } = Object(request.query) as { state?: unknown; error?: unknown };
    const flow = await takeFlow(services, request, state);
    if (!flow) return sendAuthError(request, reply, 'errorBadLink');
    if (typeof error === 'string') return refused(request, reply, flow, error);
    const institution = await getInstitution(services.db, flow.institutionId);
    const callback = new URL(request.url, services.origin());
    const answer = await clients
      .signIn(institution, callback, { state: String(state), nonce: flow.nonce, verifier: flow.verifier })
      .catch((cause: unknown) => {
        request.log.error(
          { err: cause, institution: institution.slug },
          "the institution's answer is not accepted",
        );
        return null;
      });
    if (!answer) return sendAuthError(request, reply, 'errorInstitution');
    const personId = await rememberPerson(services, institution, answer.claims);
    return finishSignIn(services, request, reply, flow, personId, answer.idToken);
  });
}

/** The extension is told in OAuth's words (RFC 6749, 4.1.2.1), so that its window closes; a console reader gets a page. */
function refused(request: FastifyRequest, reply: FastifyReply, flow: Flow, error: string): FastifyReply {
  request.log.info({ error: error.slice(0, 100) }, 'the institution refused a sign-in');
  if (flow.destination.kind === 'console') return sendAuthError(request, reply, 'errorRefused', 403);
  const url = new URL(flow.destination.uri);
  url.searchParams.set('error', error === 'access_denied' ? error : 'server_error');
  url.searchParams.set('state', flow.state);
  return reply.redirect(url.href, 303);
}
