import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { pluginClaims } from '../conformance/moodle-claims.ts';
import { demoSetup, startServer, type TestServer } from './harness.ts';

const SECRET = 'a secret of a Moodle that is long enough';
let server: TestServer;
beforeAll(async () => {
  const setup = demoSetup();
  setup.institutions[0]!.integrations = [{ name: 'moodle', secret: SECRET }];
  server = await startServer({ setup });
});
afterAll(() => server?.close());

it('a finish that cannot be applied keeps no other waiting', async () => {
  const claims = pluginClaims('https://moodle.example');
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(SECRET));
  const path = '/integration/simple/moodle/start/';
  await fetch(server.origin + path, { method: 'POST', body: new URLSearchParams({ token }) });
  const { db } = server.services;
  const { id } = await db.selectFrom('integrations').select('id').executeTakeFirstOrThrow();
  const dir = join(server.dataDir, 'finishes');
  mkdirSync(dir, { recursive: true });
  const leave = (lmsSessionId: string) => {
    const intent = { integrationId: id, lmsSessionId, finishUrl: null, at: server.services.now() };
    writeFileSync(join(dir, `${randomUUID()}.json`), JSON.stringify(intent));
  };
  // In whatever order a directory is read: no database keeps such a name.
  for (let i = 0; i < 20; i += 1) leave(`\0${i}`);
  leave(claims.sessionId);
  for (let i = 0; i < 20; i += 1) leave(`\0later ${i}`);
  await vi.waitFor(
    async () => {
      const { phase } = await db.selectFrom('sessions').select('phase').executeTakeFirstOrThrow();
      expect(phase).toBe('closed');
    },
    { timeout: 10_000, interval: 200 },
  );
});
