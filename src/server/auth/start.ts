import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Services } from '../context.ts';
import { languageOf } from '../language.ts';
import { findInstitution } from '../store/institutions.ts';
import { sendAuthError } from './error-page.ts';
import { beginFlow } from './flow.ts';
import type { OidcClients } from './oidc-client.ts';
import { readDestination } from './redirects.ts';

const startQuery = v.object({
  institution: v.pipe(v.string(), v.maxLength(50)),
  redirect_uri: v.pipe(v.string(), v.maxLength(2000)),
  code_challenge: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/))),
  code_challenge_method: v.optional(v.literal('S256')),
  state: v.optional(v.pipe(v.string(), v.maxLength(500)), ''),
});

/** `GET /auth/start`: where extension and console send people to sign in. Leads on to their institution's login. */
export function serveStart(app: FastifyInstance, services: Services, clients: OidcClients): void {
  app.get('/auth/start', async (request, reply) => {
    const query = v.safeParse(startQuery, request.query);
    if (!query.success) return sendAuthError(request, reply, 'errorBadLink', 400);
    const { institution: slug, redirect_uri, code_challenge, state } = query.output;
    const destination = readDestination(redirect_uri, services.origin(), services.config.extensionIds);
    const institution = await findInstitution(services.db, slug);
    if (!destination || !institution) return sendAuthError(request, reply, 'errorBadLink', 400);
    // The console needs no code, its cookie is set here; an extension without PKCE could be robbed of its code.
    if (destination.kind === 'extension' && code_challenge === undefined) {
      return sendAuthError(request, reply, 'errorBadLink', 400);
    }
    const { nonce, verifier } = clients.secrets();
    const flow = await beginFlow(services, request, reply, {
      institutionId: institution.id,
      destination,
      codeChallenge: code_challenge ?? '',
      state,
      nonce,
      verifier,
    });
    if (institution.oidc === null) {
      const page = new URLSearchParams({ flow, lang: languageOf(request) }).toString();
      return reply.header('cache-control', 'no-store').redirect(`/auth/login?${page}`, 303);
    }
    try {
      const url = await clients.authorizationUrl(
        institution,
        { state: flow, nonce, verifier },
        languageOf(request),
      );
      return await reply.header('cache-control', 'no-store').redirect(url, 303);
    } catch (error) {
      request.log.error({ err: error, institution: slug }, "the institution's login cannot be reached");
      return sendAuthError(request, reply, 'errorInstitution');
    }
  });
}
