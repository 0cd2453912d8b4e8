import { exportJWK, generateKeyPair } from 'jose';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Configuration, Provider } from 'oidc-provider';
import { type Account, demoAccounts } from './accounts.ts';
import { assets, errorPage, resetPage, signedOutPage, signingOutPage, signInPage } from './pages.ts';

export interface IdentityProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  passwordResetUrl: string;
  accounts: Account[];
  close: () => Promise<void>;
}

export interface IdentityProviderOptions {
  port?: number;
  /** Where the exam server takes codes, and where it may send people who signed out. */
  redirectUris: string[];
  postLogoutRedirectUris?: string[];
  accounts?: Account[];
}

/**
 * The institution's login: a certified OpenID provider with pages of its own. Keys and secrets are made at start
 * and gone with the process; so is every session.
 */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const accounts = options.accounts ?? demoAccounts;
  const server = createServer();
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(options.port ?? 0, '127.0.0.1', listening);
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { id: 'examus', secret: randomBytes(24).toString('base64url') };
  const provider = new Provider(issuer, await configuration(options, accounts, client));
  const serveProtocol = provider.callback();

  server.on('request', (request, response) => {
    void (async () => {
      if (await serveOwnPages(provider, accounts, request, response)) return;
      await serveProtocol(request, response);
    })().catch((error: unknown) => {
      send(response, 500, errorPage(error instanceof Error ? error.message : String(error)));
    });
  });

  return {
    issuer,
    clientId: client.id,
    clientSecret: client.secret,
    passwordResetUrl: `${issuer}/reset`,
    accounts,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function configuration(
  { redirectUris, postLogoutRedirectUris = [] }: IdentityProviderOptions,
  accounts: Account[],
  client: { id: string; secret: string },
): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: redirectUris,
        post_logout_redirect_uris: postLogoutRedirectUris,
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    // Own names: cookies ignore ports, so every server of this machine gets them all.
    cookies: {
      keys: [randomBytes(24).toString('base64url')],
      names: {
        interaction: 'almau_interaction',
        resume: 'almau_resume',
        session: 'almau_session',
      },
    },
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username', 'role', 'locale'],
      email: ['email'],
    },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    ttl: { Session: 8 * 3600, Interaction: 3600, Grant: 8 * 3600, AccessToken: 600, IdToken: 600 },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, id) => {
      const account = accounts.find(({ login }) => login === id);
      return account && { accountId: account.login, claims: () => claimsOf(account) };
    },
    // The institution's own service needs nobody's consent.
    loadExistingGrant: async (ctx) => {
      const { client: relyingParty, session, provider } = ctx.oidc;
      if (!relyingParty || !session?.accountId) return undefined;
      const grant = new provider.Grant({
        clientId: relyingParty.clientId,
        accountId: session.accountId,
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = errorPage(out.error_description ?? out.error);
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.type = 'html';
          ctx.body = signingOutPage(form);
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.type = 'html';
          ctx.body = signedOutPage();
        },
      },
    },
  };
}

const claimsOf = ({ login, name, email, role }: Account) => ({
  sub: login,
  preferred_username: login,
  name,
  email,
  role,
  locale: 'ru',
});

/** Sign-in form, its style and the password help. Answers false for what belongs to the protocol. */
async function serveOwnPages(
  provider: Provider,
  accounts: Account[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = new URL(request.url ?? '/', 'http://any').pathname;
  const asset = assets[path];
  if (asset) {
    send(response, 200, asset.text, asset.type);
    return true;
  }
  if (path === '/reset') {
    send(response, 200, resetPage());
    return true;
  }
  if (!path.startsWith('/interaction/')) return false;

  const { prompt, params } = await provider.interactionDetails(request, response);
  if (prompt.name !== 'login') throw new Error(`unexpected step ${prompt.name}`);
  const hint = typeof params['login_hint'] === 'string' ? params['login_hint'] : '';
  if (request.method !== 'POST') {
    send(response, 200, signInPage(path, hint, false));
    return true;
  }
  const form = new URLSearchParams(await text(request));
  const login = form.get('login')?.trim() ?? '';
  const account = accounts.find((one) => one.login === login && one.password === form.get('password'));
  if (account) await provider.interactionFinished(request, response, { login: { accountId: account.login } });
  // Not 401: Chrome ends `identity.launchWebAuthFlow` on any page with an error status.
  else send(response, 200, signInPage(path, login, true));
  return true;
}

function send(response: ServerResponse, status: number, body: string, type = 'text/html'): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'x-frame-options': 'DENY',
  });
  response.end(body);
}
