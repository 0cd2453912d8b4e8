import { afterEach, describe, expect, it, vi } from 'vitest';
import { challengeOf } from './pkce.ts';
import { codeFrom, signIn } from './sign-in.ts';

const redirectUri = 'https://abc.chromiumapp.org/';
const request = { origin: 'https://o7x.example', institution: 'almau', language: 'kk' as const };

describe('codeFrom', () => {
  const from = (redirect: string) => () => codeFrom(redirect, redirectUri, 's1');
  it('takes the code of our own question', () => {
    expect(from(`${redirectUri}?code=c1&state=s1`)()).toBe('c1');
  });
  it.each([
    ['another address', 'https://evil.example/?code=c1&state=s1', 'forbidden'],
    ['another question', `${redirectUri}?code=c1&state=s2`, 'forbidden'],
    ['no question', `${redirectUri}?code=c1`, 'forbidden'],
    ['no code', `${redirectUri}?state=s1`, 'forbidden'],
    ['a refusal', `${redirectUri}?error=server_error&state=s1`, 'forbidden'],
    ['a student who gave up', `${redirectUri}?error=access_denied&state=s1`, 'cancelled'],
  ])('refuses %s', (_, redirect, code) => {
    expect(from(redirect)).toThrow(expect.objectContaining({ code }));
  });
});

describe('signIn', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('trades the code with the verifier of its challenge', async () => {
    const token = {
      token: 't1',
      expiresAt: 1,
      person: {
        id: '4b0a1f3e-7f0e-4a53-9f0e-3b8f6d1c2a10',
        institutionId: '4b0a1f3e-7f0e-4a53-9f0e-3b8f6d1c2a11',
        role: 'student',
        name: 'Айгерим',
        email: null,
      },
      institution: {
        id: '4b0a1f3e-7f0e-4a53-9f0e-3b8f6d1c2a11',
        slug: 'almau',
        name: 'AlmaU',
        signIn: 'oidc',
        passwordResetUrl: null,
        support: { email: 'a@b.kz', hours: '9–18', timeZone: 'Asia/Almaty' },
      },
    };
    const fetched = vi.fn(async (_url: string, _init: RequestInit) => Response.json(token));
    vi.stubGlobal('fetch', fetched);
    let asked = new URL('https://none.example');
    const result = await signIn(
      {
        getRedirectURL: () => redirectUri,
        launchWebAuthFlow: async ({ url }) => {
          asked = new URL(url);
          return `${redirectUri}?code=c1&state=${asked.searchParams.get('state')}`;
        },
      },
      request,
    );
    expect(result.token).toBe('t1');
    expect(asked.origin + asked.pathname).toBe('https://o7x.example/auth/start');
    expect(asked.searchParams.get('institution')).toBe('almau');
    const body = JSON.parse(fetched.mock.calls[0]?.[1].body as string) as { code: string; verifier: string };
    expect(body.code).toBe('c1');
    expect(await challengeOf(body.verifier)).toBe(asked.searchParams.get('code_challenge'));
  });

  it.each([
    ['The user did not approve access.', 'cancelled'],
    ['Authorization page could not be loaded.', 'unavailable'],
  ])('says of "%s": %s', async (message, code) => {
    const identity = {
      getRedirectURL: () => redirectUri,
      launchWebAuthFlow: () => Promise.reject(new Error(message)),
    };
    await expect(signIn(identity, request)).rejects.toMatchObject({ code });
  });
});
