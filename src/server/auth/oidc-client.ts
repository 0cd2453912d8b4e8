import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client';
import type { Language } from '../../protocol/views.ts';
import type { InstitutionRow, OidcSettings } from '../store/institutions.ts';
import type { Seal } from '../store/seal.ts';

/** Claims of somebody who signed in at their institution. */
export type Claims = { sub: string } & Record<string, unknown>;
interface FlowSecrets {
  state: string;
  nonce: string;
  verifier: string;
}

export interface OidcClients {
  secrets(): { nonce: string; verifier: string };
  authorizationUrl(institution: InstitutionRow, flow: FlowSecrets, language: Language): Promise<string>;
  /** Trades the provider's code; rejects when anything about the answer is wrong. */
  signIn(
    institution: InstitutionRow,
    callback: URL,
    flow: FlowSecrets,
  ): Promise<{ claims: Claims; idToken: string }>;
  /** Null where the provider has no RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0). */
  endSessionUrl(
    institution: InstitutionRow,
    idToken: string,
    backTo: string,
    state: string,
  ): Promise<string | null>;
}

/** An institution's discovery document is read again after an hour. */
const REDISCOVER_MS = 3600_000;
const TIMEOUT_S = 10;

export function oidcClients(seal: Seal, origin: () => string, now: () => number): OidcClients {
  const known = new Map<string, { settings: string; at: number; client: Promise<Configuration> }>();
  const redirectUri = () => `${origin()}/auth/callback`;

  function clientFor(institution: InstitutionRow): Promise<Configuration> {
    const settings = JSON.stringify(institution.oidc);
    const found = known.get(institution.id);
    if (found && found.settings === settings && now() - found.at < REDISCOVER_MS) return found.client;
    const client = discover(institution, seal);
    known.set(institution.id, { settings, at: now(), client });
    // A failure is not remembered.
    client.catch(() => known.delete(institution.id));
    return client;
  }

  return {
    secrets: () => ({ nonce: randomNonce(), verifier: randomPKCECodeVerifier() }),

    async authorizationUrl(institution, { state, nonce, verifier }, language) {
      const url = buildAuthorizationUrl(await clientFor(institution), {
        redirect_uri: redirectUri(),
        scope: 'openid profile email',
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ui_locales: language,
      });
      return url.href;
    },

    async signIn(institution, callback, { state, nonce, verifier }) {
      const client = await clientFor(institution);
      const tokens = await authorizationCodeGrant(client, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims || tokens.id_token === undefined) throw new Error('the provider sent no id token');
      const info = client.serverMetadata().userinfo_endpoint
        ? await fetchUserInfo(client, tokens.access_token, claims.sub)
        : {};
      return { claims: { ...claims, ...info, sub: claims.sub }, idToken: tokens.id_token };
    },

    async endSessionUrl(institution, idToken, backTo, state) {
      const client = await clientFor(institution);
      if (!client.serverMetadata().end_session_endpoint) return null;
      return buildEndSessionUrl(client, {
        id_token_hint: idToken,
        post_logout_redirect_uri: backTo,
        state,
      }).href;
    },
  };
}

async function discover(institution: InstitutionRow, seal: Seal): Promise<Configuration> {
  const { issuer, clientId, clientSecret } = institution.oidc as OidcSettings;
  const url = new URL(issuer);
  return discovery(url, clientId, seal.open(clientSecret, institution.id), undefined, {
    timeout: TIMEOUT_S,
    execute: url.protocol === 'http:' && isLoopback(url.hostname) ? [allowInsecureRequests] : [],
  });
}

export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
