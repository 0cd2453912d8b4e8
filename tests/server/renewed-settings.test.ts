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

test('what was agreed to is looked for less strictly at once, and never more strictly', async () => {
  const student = await Student.signIn(server, 'student2');
  await setTo({ noUserMs: 5000, extraUserMs: 2000, voiceWithinMs: 5000, disabledDetectors: ['phone'] });
  await student.open();
  await student.consent();
  await setTo({
    noUserMs: 9000,
    extraUserMs: 500,
    // A longer time to add speech up in would be stricter.
    voiceWithinMs: 10_000,
    disabledDetectors: ['voice_detected'],
  });
  const { detection } = await student.open();
  expect(detection).toMatchObject({ noUserMs: 9000, extraUserMs: 2000, voiceWithinMs: 5000 });
  expect(detection.disabledDetectors.toSorted()).toEqual(['phone', 'voice_detected']);
});

test('what a student is granted after they opened the exam holds when they begin it', async () => {
  const own = await startServer({
    setup: setupWith({ durationMinutes: 60, identification: 'skip', noUserMs: 5000 }),
  });
  try {
    const student = await Student.signIn(own);
    const admin = await own.signIn('admin', 'admin-password');
    const params = { examId: await student.examId(), subject: 'student' };
    const grant = (accommodation: object) =>
      own.call('grantAccommodation', { params, body: { accommodation, note: '' } }, admin);
    await grant({ extraMinutes: 10, widenBy: 2 });
    expect(await student.open()).toMatchObject({ durationMinutes: 70, detection: { noUserMs: 10_000 } });
    await student.consent();
    await student.check();
    await grant({ extraMinutes: 30, widenBy: 3, breaks: { count: 1, minutes: 5 } });
    const begun = await student.begin();
    expect(begun).toMatchObject({ durationMinutes: 90, detection: { noUserMs: 15_000 } });
    expect(begun.endsAt).toBe(begun.startedAt! + 90 * 60_000);
    const [row] = await own.services.db.selectFrom('sessions').select('plan').execute();
    expect(row!.plan.breaks).toEqual({ count: 1, minutes: 5 });
    // What runs, runs as it began.
    await grant({ extraMinutes: 60 });
    expect(await student.begin()).toMatchObject({ durationMinutes: 90 });
  } finally {
    await own.close();
  }
});
