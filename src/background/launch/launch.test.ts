import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StorageArea } from '../../shared/webext/storage-item.ts';
import { createLaunch } from './launch.ts';

const ids = {
  examId: '11111111-1111-4111-8111-111111111111',
  sessionId: '33333333-3333-4333-8333-333333333333',
};
const offer = { origin: 'https://o7x.example', ticket: 'one-use', tabId: 7 };
const login = {
  token: 't1',
  expiresAt: 1,
  person: {
    id: '44444444-4444-4444-8444-444444444444',
    institutionId: '55555555-5555-4555-8555-555555555555',
    role: 'student',
    name: 'Айгерим',
    email: null,
  },
  institution: {
    id: '55555555-5555-4555-8555-555555555555',
    slug: 'almau',
    name: 'AlmaU',
    signIn: 'oidc',
    passwordResetUrl: null,
    support: { email: 'a@b.kz', hours: '', timeZone: 'Asia/Almaty' },
  },
  ...ids,
  language: 'kk',
};

let did: string[];
let known: string | null;
let running: string | null;
let status: number;

function launch() {
  const items: Record<string, unknown> = {};
  const area: StorageArea = {
    get: async (key) => structuredClone({ [key]: items[key] }),
    set: async (changed) => void Object.assign(items, structuredClone(changed)),
  };
  return createLaunch({
    area,
    account: {
      state: async () =>
        ({ origin: known, pinned: false, person: null, institution: null, language: 'ru' }) as const,
      language: async () => 'ru',
      pair: async (origin) => {
        did.push(`paired ${origin}`);
        known = origin;
        return { origin, pinned: false, person: null, institution: null, language: 'ru' };
      },
      takeLogin: async (origin, { token, language }) =>
        void did.push(`signed in at ${origin} by ${token} in ${language}`),
    },
    quizTab: { adopt: async (tabId) => void did.push(`tab ${tabId}`) },
    sessionUnderWay: async () => running,
    showPortal: async () => void did.push('portal'),
  });
}

beforeEach(() => {
  [did, known, running, status] = [[], null, null, 200];
  vi.stubGlobal('fetch', async (url: string | URL, init: { body: string }) => {
    did.push(`POST ${String(url)} ${init.body}`);
    const refusal = { error: { code: 'wrong_credentials', message: 'used up' } };
    return Response.json(status === 200 ? login : refusal, { status });
  });
});
afterEach(() => vi.unstubAllGlobals());

const traded = 'POST https://o7x.example/api/v1/launch {"ticket":"one-use"}';

describe('a student who comes from an LMS', () => {
  it('is signed in at a server that is known, once, however often the page offers', async () => {
    known = offer.origin;
    const it = launch();
    await Promise.all([it.take(offer), it.take(offer)]);
    await it.take(offer);
    expect(did).toEqual([traded, 'signed in at https://o7x.example by t1 in kk', 'tab 7', 'portal']);
    expect(await it.state()).toEqual({ step: 'ready', ...ids });
  });

  it('is asked first about a server that is not, and nothing is sent there before', async () => {
    known = 'https://other.example';
    const it = launch();
    await it.take(offer);
    expect(did).toEqual(['portal']);
    expect(await it.state()).toEqual({ step: 'trust', origin: offer.origin });
    expect(await it.accept()).toEqual({ step: 'ready', ...ids });
    expect(did.slice(1, 3)).toEqual(['paired https://o7x.example', traded]);
  });

  it('hears that the ticket was used up', async () => {
    [known, status] = [offer.origin, 401];
    const it = launch();
    await it.take(offer);
    expect(await it.state()).toEqual({ step: 'failed', code: 'wrong_credentials' });
  });

  it('keeps to an exam that runs: another is refused, the same goes on', async () => {
    [known, running] = [offer.origin, 'another'];
    const it = launch();
    await it.take(offer);
    expect(await it.state()).toEqual({ step: 'failed', code: 'exam_running' });
    expect(did).not.toContain('signed in at https://o7x.example by t1 in kk');
    running = ids.sessionId;
    await it.take({ ...offer, ticket: 'another' });
    expect(await it.state()).toEqual({ step: 'ready', ...ids });
  });
});
