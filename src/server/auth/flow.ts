import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { InstitutionId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';
import { BROWSER_COOKIE, setBrowserCookie } from './cookies.ts';
import type { Destination } from './redirects.ts';
import { hashToken, issueToken, peekToken, takeToken, tokenTtlMs } from './tokens.ts';

/** One way through a login page: what was asked at `/auth/start`, kept until the person is known. */
export interface Flow {
  institutionId: InstitutionId;
  destination: Destination;
  /** PKCE of the extension, and its own `state`. */
  codeChallenge: string;
  state: string;
  /** Hash of the cookie of the browser that began. */
  browser: string;
  /** Ours towards the institution's login. */
  nonce: string;
  verifier: string;
}

/** Begins a flow; its token is the `flow` of the login page and the `state` of OpenID Connect. */
export async function beginFlow(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  flow: Omit<Flow, 'browser'>,
): Promise<string> {
  const browser = request.cookies[BROWSER_COOKIE] ?? randomBytes(32).toString('base64url');
  setBrowserCookie(reply, services.origin(), browser);
  const { token } = await issueToken(services.db, {
    kind: 'flow',
    now: services.now(),
    ttlMs: tokenTtlMs.flow,
    data: { ...flow, browser: hashToken(browser) } satisfies Flow,
  });
  return token;
}

/** The flow of this browser, left as it is; null when unknown, too old or another browser's. */
export async function peekFlow(
  services: Services,
  request: FastifyRequest,
  token: unknown,
): Promise<Flow | null> {
  if (typeof token !== 'string' || token === '') return null;
  const row = await peekToken<Flow>(services.db, 'flow', token, services.now());
  return row && isSameBrowser(request, row.data) ? row.data : null;
}

/** The same, used up: a flow ends in one sign-in. */
export async function takeFlow(
  services: Services,
  request: FastifyRequest,
  token: unknown,
): Promise<Flow | null> {
  if ((await peekFlow(services, request, token)) === null) return null;
  const row = await takeToken<Flow>(services.db, 'flow', String(token), services.now());
  return row?.data ?? null;
}

const isSameBrowser = (request: FastifyRequest, flow: Flow): boolean =>
  hashToken(request.cookies[BROWSER_COOKIE] ?? '') === flow.browser;
