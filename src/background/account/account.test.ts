import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionId } from '../../protocol/ids.ts';
import { type Account, createAccount } from './account.ts';

const institutionId = '4b0a1f3e-7f0e-4a53-9f0e-3b8f6d1c2a11';
const person = { id: institutionId, institutionId, role: 'student', name: 'Айгерим', email: null };
const support = { email: 'a@b.kz', hours: '9–18', timeZone: 'Asia/Almaty' };
const institution = {
  id: institutionId,
  slug: 'almau',
  name: 'AlmaU',
  signIn: 'oidc',
  passwordResetUrl: null,
  support,
};
const login = { token: 't1', expiresAt: Date.now() + 60_000, person, institution };
const serverInfo = { name: 'o8x', protocol: { min: 1, max: 1 }, now: 0, institutions: [] };

let items: Record<string, unknown>;
let pinned: string | null;
let windows: string[];
let answer: (url: string) => Response;

beforeEach(() => {
  items = {
    account: { version: 1, value: { origin: 'https://o7x.example', signedIn: login, language: 'kk' } },
  };
  pinned = null;
  windows = [];
  answer = () => Response.json(serverInfo);
  vi.stubGlobal('fetch', async (url: string) => answer(url));
});
afterEach(() => vi.unstubAllGlobals());

const account = () =>
  createAccount({
    area: {
      get: async (key) => structuredClone({ [key]: items[key] }),
      set: async (changed) => void Object.assign(items, structuredClone(changed)),
    },
    identity: {
      getRedirectURL: () => 'https://abc.chromiumapp.org/',
      launchWebAuthFlow: async ({ url }) => {
        windows.push(url);
        return '';
      },
    },
    pinnedOrigin: async () => pinned,
    preferredLanguages: ['de', 'en-GB'],
  });

describe('who is signed in', () => {
  it('is told after the worker came back', async () => {
    expect(await account().state()).toMatchObject({
      person: { name: 'Айгерим' },
      language: 'kk',
      pinned: false,
    });
    expect(await account().credentials()).toEqual({ origin: 'https://o7x.example', token: 't1' });
  });

  it('is nobody when the login is over', async () => {
    items = {
      account: {
        version: 1,
        value: { origin: 'https://o7x.example', signedIn: { ...login, expiresAt: 1 }, language: null },
      },
    };
    expect(await account().credentials()).toBeNull();
    expect(await account().state()).toMatchObject({ person: null, language: 'en' });
  });

  it('is nobody at another server than the policy’s: its token goes nowhere else', async () => {
    pinned = 'https://policy.example';
    expect(await account().state()).toMatchObject({ origin: pinned, pinned: true, person: null });
    expect(await account().credentials()).toBeNull();
  });

  it('is nobody after the server refused the token', async () => {
    const id = '33333333-3333-4333-8333-333333333333' as SessionId;
    answer = () => Response.json({ error: { code: 'token_expired', message: '' } }, { status: 401 });
    await expect(account().call('session', { params: { sessionId: id } })).rejects.toMatchObject({
      code: 'token_expired',
    });
    expect(await account().credentials()).toBeNull();
  });
});

describe('another server', () => {
  it('is trusted when it answered, and the login at the one before ends', async () => {
    answer = (url) =>
      Response.json(url.endsWith('/sign-out') ? { endSessionUrl: 'https://idp.example/out' } : serverInfo);
    expect(await account().pair('https://o8x.example/any')).toMatchObject({
      origin: 'https://o8x.example',
      person: null,
    });
    expect(windows).toEqual(['https://idp.example/out']);
  });

  it.each([
    ['http', 'http://o8x.example', 'bad_request'],
    ['silent', 'https://silent.example', 'unavailable'],
  ])('is refused when it is %s, and the login stays', async (_, origin, code) => {
    answer = () => {
      throw new TypeError('Failed to fetch');
    };
    await expect(account().pair(origin)).rejects.toMatchObject({ code });
    expect(await account().credentials()).not.toBeNull();
  });

  it('is refused when policy names one', async () => {
    pinned = 'https://o7x.example';
    await expect(account().pair('https://o8x.example')).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the language', () => {
  const launched = (language: 'ru' | null) =>
    ({ ...login, language }) as unknown as Parameters<Account['takeLogin']>[1];
  beforeEach(() => {
    items = {
      account: { version: 1, value: { origin: 'https://o7x.example', signedIn: login, language: null } },
    };
  });

  it('is the browser’s, until an LMS that starts the exam speaks another', async () => {
    const it = account();
    expect(await it.language()).toBe('en');
    await it.takeLogin('https://o7x.example', launched('ru'));
    expect(await it.language()).toBe('ru');
    // An LMS whose language we do not have leaves it to the browser again.
    await it.takeLogin('https://o7x.example', launched(null));
    expect(await it.language()).toBe('en');
  });

  it('is the student’s own once one was chosen, whatever an LMS speaks', async () => {
    const it = account();
    await it.chooseLanguage('kk');
    await it.takeLogin('https://o7x.example', launched('ru'));
    expect(await it.language()).toBe('kk');
  });

  it('of a launch is gone with its student', async () => {
    const it = account();
    await it.takeLogin('https://o7x.example', launched('ru'));
    await it.signOut();
    expect(await it.language()).toBe('en');
  });
});

it('signs out even when the server is out of reach', async () => {
  answer = () => {
    throw new TypeError('Failed to fetch');
  };
  expect((await account().signOut()).person).toBeNull();
  expect(JSON.stringify(items)).not.toContain('t1"');
});
