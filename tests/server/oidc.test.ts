import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CookieJar } from './cookie-jar.ts';
import {
  beginSignIn,
  describeOnEachDatabase,
  extensionRedirect,
  startServer,
  support,
  type TestServer,
} from './harness.ts';
import { startProvider, type TestProvider } from './oidc-provider.ts';

const freePort = () =>
  new Promise<number>((done) => {
    const probe = createTcpServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });

describeOnEachDatabase("sign-in at the institution's own login", (database) => {
  let server: TestServer;
  let provider: TestProvider;

  beforeAll(async () => {
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    provider = await startProvider(`${origin}/auth/callback`, `${origin}/auth/signed-out`, {
      'sub-1': {
        name: 'Айгерим <b>Серикова</b>',
        email: 'aigerim@almau.example',
        preferred_username: 'Aigerim',
      },
      'sub-2': { name: 'Данияр', email: 'd@almau.example', preferred_username: 'daniyar', role: 'examiner' },
      'sub-3': { name: 'Listed', email: 'LISTED@almau.example', preferred_username: 'other-name' },
      'sub-4': { name: 'Not me', email: 'listed2@almau.example', email_verified: false },
    });
    server = await startServer({
      database,
      config: { port },
      setup: {
        institutions: [
          {
            slug: 'almau',
            name: 'AlmaU',
            support,
            oidc: {
              issuer: provider.issuer,
              clientId: provider.clientId,
              clientSecret: provider.clientSecret,
              proctorValues: ['examiner'],
            },
            people: [
              { userName: 'listed@almau.example', name: 'From the list', role: 'proctor' },
              { userName: 'listed2@almau.example', name: 'From the list', role: 'admin' },
            ],
          },
        ],
      },
    });
  });
  afterAll(async () => {
    await server.close();
    await provider.close();
  });

  async function signInAs(sub: string) {
    const begun = beginSignIn(server.origin, 'almau');
    const login = await begun.jar.follow(begun.url);
    expect(new URL(login.url).origin).toBe(provider.issuer);
    const answer = await begun.jar.submit(login, { login: sub, password: 'any' });
    return { ...begun, answer };
  }
  async function tokenOf(sub: string) {
    const { answer, verifier } = await signInAs(sub);
    const code = new URL(answer.location!).searchParams.get('code')!;
    return server.call('token', { body: { code, verifier } });
  }

  test('a student comes back with a code, and is the same person the next time', async () => {
    const first = await tokenOf('sub-1');
    expect(first.person).toMatchObject({
      role: 'student',
      name: 'Айгерим <b>Серикова</b>',
      email: 'aigerim@almau.example',
    });
    expect(first.institution).toMatchObject({ slug: 'almau', signIn: 'oidc' });
    provider.people['sub-1']!['name'] = 'Айгерим Ахметова';
    const second = await tokenOf('sub-1');
    expect(second.person).toEqual({ ...first.person, name: 'Айгерим Ахметова' });
  });

  test('the role comes from the claim, goes with it, or comes from the list', async () => {
    expect((await tokenOf('sub-2')).person.role).toBe('proctor');
    delete provider.people['sub-2']!['role'];
    expect((await tokenOf('sub-2')).person.role).toBe('student');
    const listed = await tokenOf('sub-3');
    expect(listed.person).toMatchObject({ role: 'proctor', name: 'Listed' });
    // An e-mail that the institution has not verified proves nothing.
    expect((await tokenOf('sub-4')).person).toMatchObject({ role: 'student', email: null });
  });

  test('two first sign-ins at once make one person', async () => {
    provider.people['sub-5'] = { name: 'Twice', preferred_username: 'twice' };
    const [one, two] = await Promise.all([tokenOf('sub-5'), tokenOf('sub-5')]);
    expect(one.person.id).toBe(two.person.id);
  });

  test("signing out gives the way to end the institution's login, which leads back to the extension", async () => {
    const { token } = await tokenOf('sub-1');
    const response = await fetch(`${server.origin}/api/v1/auth/sign-out`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'examus-protocol': '1',
        origin: new URL(extensionRedirect).host.replace(/^([a-p]+)\..*/, 'chrome-extension://$1'),
      },
    });
    const { endSessionUrl } = (await response.json()) as { endSessionUrl: string };
    const url = new URL(endSessionUrl);
    expect(url.origin).toBe(provider.issuer);
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${server.origin}/auth/signed-out`);
    const back = new URL('/auth/signed-out', server.origin);
    back.searchParams.set('state', url.searchParams.get('state')!);
    const signedOut = await fetch(back, { redirect: 'manual' });
    expect(signedOut.headers.get('location')).toBe(`${extensionRedirect}signed-out`);
    expect(
      (await fetch(`${server.origin}/auth/signed-out?state=elsewhere`, { redirect: 'manual' })).status,
    ).toBe(200);
  });

  test('an answer is good once, and only in the browser that asked', async () => {
    const { jar } = await signInAs('sub-1');
    const callback = jar.visited.find((url) => url.startsWith(`${server.origin}/auth/callback?`))!;
    for (const browser of [jar, new CookieJar()]) {
      const again = await browser.follow(callback);
      expect(again.location).toBeNull();
      expect(again.text).toContain('Не получилось войти');
    }
    // A stranger's own answer, put before a victim's browser, must not sign the victim in as the stranger.
    const stranger = beginSignIn(server.origin, 'almau');
    const login = await stranger.jar.follow(stranger.url);
    const victim = new CookieJar();
    victim.adopt(stranger.jar, provider.issuer);
    const answer = await victim.submit(login, { login: 'sub-2', password: 'any' });
    expect(answer.text).toContain('Не получилось войти');
    expect(answer.location).toBeNull();
  });

  test('secrets do not stand in the database in clear', async () => {
    await tokenOf('sub-1');
    const everything = JSON.stringify([
      await server.services.db.selectFrom('institutions').selectAll().execute(),
      await server.services.db.selectFrom('tokens').selectAll().execute(),
    ]);
    expect(everything).not.toContain(provider.clientSecret);
    expect(everything).not.toContain('eyJ');
  });

  test('a login that does not answer is said plainly', async () => {
    const dead = await startServer({
      setup: {
        institutions: [
          {
            slug: 'dead',
            name: 'Dead',
            support,
            oidc: { issuer: `http://127.0.0.1:${await freePort()}`, clientId: 'x', clientSecret: 'y' },
          },
        ],
      },
    });
    try {
      const { jar, url } = beginSignIn(dead.origin, 'dead');
      const page = await jar.follow(url);
      // Chrome would close the window of the extension unread on an error status.
      expect(page.status).toBe(200);
      expect(page.text).toContain('сейчас не отвечает');
    } finally {
      await dead.close();
    }
  });
});
