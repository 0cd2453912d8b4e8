import { afterAll, beforeAll, expect, it } from 'vitest';
import { pluginClaims } from '../conformance/moodle-claims.ts';
import type { TestServer } from './harness.ts';
import { postStart, signAsLms, startServerOfLms } from './lms-actor.ts';

/** A Moodle of thousands is one address, and so is the class that it sends. */
const limits = { perCaller: 4, perAddress: 3 };
let server: TestServer;
beforeAll(async () => {
  server = await startServerOfLms('moodle', { config: { limits } });
});
afterAll(() => server?.close());

async function start(secret?: string): Promise<{ status: number; lmsSessionId: string }> {
  const claims = pluginClaims('https://moodle.example');
  return { status: await postStart(server, 'moodle', claims, secret), lmsSessionId: claims.sessionId };
}
async function finish(lmsSessionId: string, secret?: string): Promise<number> {
  const exp = Math.floor(server.services.now() / 1000) + 30;
  const url = `${server.origin}/api/v2/integration/simple/moodle/sessions/${lmsSessionId}/finish/`;
  const authorization = `JWT ${await signAsLms({ exp }, secret)}`;
  return (await fetch(url, { method: 'POST', headers: { authorization } })).status;
}

it('what an address cannot sign is counted, and hinders nobody who can', async () => {
  const wrong = 'another secret, which is long enough too';
  const refused = [];
  for (let i = 0; i < 5; i++) refused.push((await start(wrong)).status);
  expect(refused).toEqual([403, 403, 403, 429, 429]);
  expect(await finish('whatever', wrong)).toBe(429);
  for (let i = 0; i < 6; i++) {
    const { status, lmsSessionId } = await start();
    expect([status, await finish(lmsSessionId)]).toEqual([200, 200]);
  }
});

it('one session is not called without end', async () => {
  const { lmsSessionId } = await start();
  const answers = [];
  for (let i = 0; i < 6; i++) answers.push(await finish(lmsSessionId));
  expect(answers).toEqual([200, 200, 200, 200, 429, 429]);
});
