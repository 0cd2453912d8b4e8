import { afterEach, describe, expect, it, vi } from 'vitest';
import { api } from './api-client.ts';

const asked = (status: number, headers: Record<string, string>, body: string) => {
  vi.stubGlobal('fetch', async () => new Response(body, { status, headers }));
  return api({ origin: 'https://exam.example' }, 'time', {}).catch((error: unknown) => error);
};
const ours = JSON.stringify({ error: { code: 'unavailable', message: 'full', details: { a: 1 } } });

afterEach(() => vi.unstubAllGlobals());

describe('a refusal', () => {
  it('tells when to ask again, whoever said it', async () => {
    expect(await asked(503, { 'retry-after': '7' }, ours)).toMatchObject({
      code: 'unavailable',
      details: { a: 1, retryAfterS: 7 },
    });
    expect(await asked(503, { 'retry-after': '7' }, '<h1>503</h1>')).toMatchObject({
      code: 'unavailable',
      details: { retryAfterS: 7 },
    });
    expect(await asked(429, { 'retry-after': '7' }, '')).toMatchObject({
      code: 'too_many_requests',
      details: { retryAfterS: 7 },
    });
  });

  it('reads a date, by the clock of whoever wrote it', async () => {
    const headers = {
      date: 'Sat, 28 Nov 2026 09:00:00 GMT',
      'retry-after': 'Sat, 28 Nov 2026 09:01:30 GMT',
    };
    expect(await asked(503, headers, '')).toMatchObject({ details: { retryAfterS: 90 } });
  });

  it('asks for nothing when the header is nonsense or past', async () => {
    for (const text of ['soon', '0', '-3', 'Sat, 28 Nov 2020 09:00:00 GMT']) {
      expect(await asked(503, { 'retry-after': text }, ours)).toMatchObject({ details: { a: 1 } });
    }
  });
});
