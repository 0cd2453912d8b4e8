import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

export interface TestProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Claims by `sub`, which is what the tester types as login; may be changed between sign-ins. */
  people: Record<string, Record<string, unknown>>;
  close(): Promise<void>;
}

/** An institution's login for tests: the certified provider with its own development pages. */
export async function startProvider(
  redirectUri: string,
  signedOutUri: string,
  people: TestProvider['people'],
): Promise<TestProvider> {
  const http = createServer();
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const client = { clientId: 'examus', clientSecret: 'a-client-secret-of-32-characters' };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [signedOutUri],
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['for tests only'] },
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username', 'role'],
      email: ['email', 'email_verified'],
    },
    pkce: { required: () => true },
    findAccount: (_context, sub) =>
      people[sub] ? { accountId: sub, claims: () => ({ sub, ...people[sub] }) } : undefined,
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({
        accountId: context.oidc.session!.accountId!,
        clientId: context.oidc.client!.clientId,
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
  const serve = provider.callback();
  http.on('request', (request, response) => void serve(request, response));
  return {
    issuer,
    ...client,
    people,
    close: () =>
      new Promise((done) => {
        http.closeAllConnections();
        http.close(() => done());
      }),
  };
}
