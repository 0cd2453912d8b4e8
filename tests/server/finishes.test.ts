import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { pluginClaims } from '../conformance/moodle-claims.ts';
import type { TestServer } from './harness.ts';
import { postStart, startServerOfLms } from './lms-actor.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServerOfLms('moodle');
});
afterAll(() => server?.close());

it('a finish that cannot be applied keeps no other waiting', async () => {
  const claims = pluginClaims('https://moodle.example');
  await postStart(server, 'moodle', claims);
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
