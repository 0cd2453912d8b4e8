import { afterAll, beforeAll, expect, test } from 'vitest';
import { api } from '../../src/shared/api-client.ts';
import { ExamusError } from '../../src/protocol/errors.ts';
import { CookieJar } from './cookie-jar.ts';
import {
  beginSignIn,
  demoSetup,
  describeOnEachDatabase,
  extensionRedirect,
  startServer,
  type TestServer,
} from './harness.ts';

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
    return 'no error';
  } catch (error) {
    return error instanceof ExamusError ? error.code : String(error);
  }
};

describeOnEachDatabase('sign-in with a local account', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ database });
  });
  afterAll(() => server.close());

  test('the right password leads back to the extension with a code that buys a token once', async () => {
    const { jar, verifier, url } = beginSignIn(server.origin, 'examus');
    const page = await jar.follow(url);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Вход');
    const answer = await jar.submit(page, { userName: ' STUDENT ', password: 'student-password' });
    const back = new URL(answer.location!);
    expect(`${back.origin}/`).toBe(extensionRedirect);
    expect(back.searchParams.get('state')).toBe('the-state');
    const code = back.searchParams.get('code')!;
    const reply = await server.call('token', { body: { code, verifier } });
    expect(reply.person).toMatchObject({ role: 'student', name: 'Айгерим <b>Серикова</b>' });
    expect(reply.institution.slug).toBe('examus');
    expect(reply.expiresAt - server.services.now()).toBeGreaterThan(11 * 3600_000);
    expect((await server.call('me', {}, reply.token)).person).toEqual(reply.person);
    expect(await codeOf(server.call('token', { body: { code, verifier } }))).toBe('wrong_credentials');
  });

  test('a code without its verifier, or after a minute, buys nothing', async () => {
    const getCode = async () => {
      const { jar, verifier, url } = beginSignIn(server.origin, 'examus');
      const answer = await jar.submit(await jar.follow(url), {
        userName: 'student',
        password: 'student-password',
      });
      return { verifier, code: new URL(answer.location!).searchParams.get('code')! };
    };
    const stolen = await getCode();
    const body = { code: stolen.code, verifier: 'x'.repeat(43) };
    expect(await codeOf(server.call('token', { body }))).toBe('wrong_credentials');
    const late = await getCode();
    server.turnClock(61_000);
    expect(await codeOf(server.call('token', { body: late }))).toBe('wrong_credentials');
  });

  test('a wrong password and an unknown name get the same clear answer, and where to reset it', async () => {
    const { jar, url } = beginSignIn(server.origin, 'examus');
    const page = await jar.follow(url);
    const tries = [
      { userName: 'student', password: 'wrong' },
      { userName: 'nobody', password: 'student-password' },
      { userName: '<script>alert(1)</script>', password: 'x' },
    ];
    for (const fields of tries) {
      const answer = await jar.submit(page, fields);
      // Chrome would close the sign-in window on an error status.
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('Имя пользователя или пароль не подходят');
      expect(answer.text).toContain('help@examus.example');
      expect(answer.text).not.toContain('<script>');
    }
    // The same page still lets in who then types it right.
    const answer = await jar.submit(page, { userName: 'student', password: 'student-password' });
    expect(answer.location).toContain('code=');
  });

  test('the page speaks the language that was asked for', async () => {
    const { jar, url } = beginSignIn(server.origin, 'examus', { language: 'kk' });
    const page = await jar.follow(url);
    expect(page.text).toContain('<html lang="kk">');
    const answer = await jar.submit(page, { userName: 'student', password: 'no' });
    expect(answer.text).toContain('Құпиясөзді ұмыттыңыз ба?');
  });

  test("nobody else's browser can go on with a login page that was begun here", async () => {
    const { jar, url } = beginSignIn(server.origin, 'examus');
    const page = await jar.follow(url);
    const stranger = await new CookieJar().submit(page, {
      userName: 'student',
      password: 'student-password',
    });
    expect(stranger.text).toContain('Не получилось войти');
    expect(stranger.location).toBeNull();
  });

  test.each([
    ['an unknown institution', { institution: 'nowhere' }],
    ['a strange redirect', { redirect_uri: 'https://evil.example/' }],
    ['another extension', { redirect_uri: `https://${'a'.repeat(32)}.chromiumapp.org/` }],
    ['no PKCE', { code_challenge: '' }],
    ['plain PKCE', { code_challenge_method: 'plain' }],
  ])('%s gets a page and no redirect', async (_, more) => {
    const { jar, url } = beginSignIn(server.origin, 'examus', more);
    const page = await jar.follow(url);
    expect(page.status).toBe(400);
    expect(page.location).toBeNull();
    expect(page.text).toContain('Не получилось войти');
  });

  test('the console gets a cookie that scripts cannot read; its calls need our header', async () => {
    const jar = new CookieJar();
    const start = `${server.origin}/auth/start?${new URLSearchParams({ institution: 'examus', redirect_uri: '/console' })}`;
    await jar.submit(await jar.follow(start), { userName: 'proctor', password: 'proctor-password' });
    const cookie = `examus_console=${jar.cookie(server.origin, 'examus_console')}`;
    const send = (method: string, path: string, headers: Record<string, string>) =>
      fetch(server.origin + path, { method, headers: { cookie, ...headers } });

    const me = await send('GET', '/api/v1/me', { 'examus-protocol': '1' });
    expect(await me.json()).toMatchObject({ person: { role: 'proctor' } });
    // What a form or an image on a stranger's page could send.
    expect((await send('POST', '/api/v1/auth/sign-out', {})).status).toBe(426);
    expect((await send('GET', '/api/v1/me', {})).status).toBe(426);
    expect((await send('GET', '/api/v1/me', { 'examus-protocol': '1' })).status).toBe(200);

    const out = await send('POST', '/api/v1/auth/sign-out', { 'examus-protocol': '1' });
    expect(await out.json()).toEqual({ endSessionUrl: null });
    expect(out.headers.getSetCookie().join()).toMatch(/examus_console=;/);
    expect((await send('GET', '/api/v1/me', { 'examus-protocol': '1' })).status).toBe(401);
  });

  test('a student has no business in the console', async () => {
    const jar = new CookieJar();
    const start = `${server.origin}/auth/start?${new URLSearchParams({ institution: 'examus', redirect_uri: '/console/' })}`;
    const answer = await jar.submit(await jar.follow(start), {
      userName: 'student',
      password: 'student-password',
    });
    expect(answer.status).toBe(403);
    expect(jar.cookie(server.origin, 'examus_console')).toBeUndefined();
  });

  test('signing out forgets the token, time ends it, and neither touches another login', async () => {
    const [first, second] = [
      await server.signIn('student', 'student-password'),
      await server.signIn('student', 'student-password'),
    ];
    expect(await server.call('signOut', {}, first)).toEqual({ endSessionUrl: null });
    expect(await codeOf(server.call('me', {}, first))).toBe('not_signed_in');
    expect((await server.call('me', {}, second)).person.role).toBe('student');
    server.turnClock(12 * 3600_000 + 1000);
    expect(await codeOf(server.call('me', {}, second))).toBe('token_expired');
  });

  test('only hashes are stored', async () => {
    const token = await server.signIn('student', 'student-password');
    const everything = JSON.stringify([
      await server.services.db.selectFrom('tokens').selectAll().execute(),
      await server.services.db.selectFrom('people').selectAll().execute(),
    ]);
    expect(everything).not.toContain(token);
    expect(everything).not.toContain('student-password');
  });

  test('after ten wrong passwords the account waits, even with the right one; others do not', async () => {
    const { jar, url } = beginSignIn(server.origin, 'examus');
    const page = await jar.follow(url);
    const login = (userName: string, password: string) => jar.submit(page, { userName, password });
    for (let i = 0; i < 10; i++)
      expect((await login('student2', `wrong-${i}`)).headers.get('retry-after')).toBeNull();
    const refused = await login('student2', 'student2-password');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    expect(refused.text).toContain('Слишком много попыток');
    expect((await login('admin', 'admin-password')).location).toContain('code=');
  });
});

describeOnEachDatabase('the server before anybody signs in', (database) => {
  test('tells what a client must know, and leads the extension by a mark on its page', async () => {
    const server = await startServer({ database, setup: demoSetup() });
    try {
      const info = await api({ origin: server.origin }, 'serverInfo', {});
      expect(info.institutions.map(({ slug, signIn }) => [slug, signIn])).toEqual([
        ['examus', 'local'],
        ['other', 'local'],
      ]);
      const page = await fetch(`${server.origin}/?serverOrigin=${encodeURIComponent(server.origin)}`, {
        headers: { 'accept-language': 'de, en;q=0.5' },
      });
      const text = await page.text();
      expect(text).toContain(`<meta name="examus-server" content="${server.origin}"`);
      expect(text).toContain('<html lang="en">');
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
      expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
      expect((await fetch(`${server.origin}/readyz`)).status).toBe(200);
    } finally {
      await server.close();
    }
  });
});
