import { CallError } from '../../shared/webext/bus.ts';
import type { Language } from '../../protocol/views.ts';
import type { Reply } from '../../protocol/api.ts';
import { callServer } from './call-server.ts';
import { createPkce, randomText } from './pkce.ts';

/** The part of `browser.identity` that signing in needs. */
export interface Identity {
  getRedirectURL(): string;
  launchWebAuthFlow(details: {
    url: string;
    interactive: boolean;
    abortOnLoadForNonInteractive?: boolean;
    timeoutMsForNonInteractive?: number;
  }): Promise<string>;
}

interface SignInRequest {
  origin: string;
  /** Slug of the institution whose login is opened. */
  institution: string;
  language: Language;
}

/**
 * Opens the institution's login in a window of its own and trades the code that comes back for a token. Rejects with
 * `cancelled` when the student closes the window, with the server's own code when it refuses.
 */
export async function signIn(identity: Identity, request: SignInRequest): Promise<Reply<'token'>> {
  const { verifier, challenge } = await createPkce();
  const state = randomText();
  const url = new URL('/auth/start', request.origin);
  url.search = new URLSearchParams({
    institution: request.institution,
    redirect_uri: identity.getRedirectURL(),
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state,
    language: request.language,
  }).toString();
  const code = codeFrom(await openLogin(identity, url.href), identity.getRedirectURL(), state);
  return callServer({ origin: request.origin, language: request.language }, 'token', {
    body: { code, verifier },
  });
}

async function openLogin(identity: Identity, url: string): Promise<string> {
  try {
    return await identity.launchWebAuthFlow({ url, interactive: true });
  } catch (cause) {
    // Chrome's words for a closed window: "The user did not approve access."
    const isClosed = cause instanceof Error && /did not approve/i.test(cause.message);
    throw isClosed
      ? new CallError('cancelled', 'the sign-in window was closed', { cause })
      : new CallError('unavailable', 'the sign-in page could not be loaded', { cause });
  }
}

/** Takes the code out of the redirect; only an answer to our own question counts (RFC 6749 §10.12). */
export function codeFrom(redirect: string, redirectUri: string, state: string): string {
  if (!redirect.startsWith(redirectUri)) throw new CallError('forbidden', 'answer to another address');
  const answer = new URL(redirect).searchParams;
  if (answer.get('state') !== state) throw new CallError('forbidden', 'answer to another question');
  const refusal = answer.get('error');
  if (refusal === 'access_denied') throw new CallError('cancelled', 'sign-in was given up');
  const code = answer.get('code');
  if (refusal !== null || code === null) throw new CallError('forbidden', refusal ?? 'answer without a code');
  return code;
}
