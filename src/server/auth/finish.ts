import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PersonId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';
import { setConsoleCookie } from './cookies.ts';
import { sendAuthError } from './error-page.ts';
import type { Flow } from './flow.ts';
import { issueToken, tokenTtlMs } from './tokens.ts';

/** Data of a one-time sign-in code. */
export interface CodeData {
  codeChallenge: string;
  /** Sealed id token of the institution's login, to end that login too. */
  idToken: string | null;
}
/** Data of a login. */
export interface LoginData {
  idToken: string | null;
  /** Of a login that reads one session alone: where it leads back to. */
  returnUrl?: string | null;
}

/** The person is known: on to the console with a cookie, or back to the extension with a one-time code. */
export async function finishSignIn(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  flow: Flow,
  personId: PersonId,
  idToken: string | null,
): Promise<FastifyReply> {
  const { db } = services;
  const now = services.now();
  const { role, disabledAt } = await db
    .selectFrom('people')
    .select(['role', 'disabledAt'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  if (disabledAt !== null) return sendAuthError(request, reply, 'errorDeactivated');
  const sealed = idToken === null ? null : services.seal.close(idToken, personId);
  if (flow.destination.kind === 'extension') {
    const { token: code } = await issueToken(db, {
      kind: 'code',
      now,
      ttlMs: tokenTtlMs.code,
      personId,
      data: { codeChallenge: flow.codeChallenge, idToken: sealed } satisfies CodeData,
    });
    const url = new URL(flow.destination.uri);
    url.searchParams.set('code', code);
    url.searchParams.set('state', flow.state);
    return reply.header('cache-control', 'no-store').redirect(url.href, 303);
  }
  if (role === 'student') return sendAuthError(request, reply, 'errorNotProctor', 403);
  const { token } = await issueToken(db, {
    kind: 'login',
    now,
    ttlMs: tokenTtlMs.login,
    personId,
    data: { idToken: sealed } satisfies LoginData,
  });
  setConsoleCookie(reply, services.origin(), token, tokenTtlMs.login);
  return reply.header('cache-control', 'no-store').redirect(flow.destination.path, 303);
}
