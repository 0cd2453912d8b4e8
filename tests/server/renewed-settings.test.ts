import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setupFile } from '../../src/protocol/setup-file.ts';
import { applySetup } from '../../src/server/setup/apply-setup.ts';
import { setupWith, Student } from './exam-actors.ts';
import { startServer, type TestServer } from './harness.ts';

const HOUR_MS = 3600_000;
const startedAt = Date.now();
let server: TestServer;
const setTo = (settings: Parameters<typeof setupWith>[0]) =>
  applySetup(server.services, v.parse(setupFile, setupWith(settings)));

beforeAll(async () => {
  server = await startServer({ setup: setupWith({ endsAt: startedAt + HOUR_MS }) });
});
afterAll(() => server.close());

test('an exam that is put off is put off for who opened it before, too', async () => {
  const consented = await Student.signIn(server);
  await consented.open();
  await consented.consent();
  const created = await Student.signIn(server, 'student2');
  await created.open();
  const later = { endsAt: startedAt + 5 * HOUR_MS, durationMinutes: 90 };
  await setTo({ ...later, rules: { allow_to_use_books: true } });
  server.turnClock(2 * HOUR_MS);

  expect(await created.open()).toMatchObject({
    durationMinutes: 90,
    rules: { allow_to_use_books: true },
  });
  // What was agreed to stays; only its times are new.
  expect(await consented.open()).toMatchObject({
    durationMinutes: 90,
    rules: { allow_to_use_books: false },
  });
  await consented.check();
  await consented.photo('passport');
  expect(await consented.begin()).toMatchObject({ phase: 'running' });

  await setTo({ ...later, durationMinutes: 10 });
  expect(await consented.open()).toMatchObject({ durationMinutes: 90 });
});
