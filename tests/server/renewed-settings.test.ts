import { sql } from 'kysely';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

test('a session and an exam that are older than a threshold have its default', async () => {
  const student = await Student.signIn(server, 'student2');
  await student.open();
  await student.consent();
  const { db } = server.services;
  await db
    .updateTable('sessions')
    .set({ settings: sql`settings - 'noUserMs'` })
    .execute();
  await db
    .updateTable('exams')
    .set({ settings: sql`settings - 'noUserMs'` })
    .execute();
  expect((await student.open()).detection.noUserMs).toBe(5000);
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

describe('an accommodation that is lowered or withdrawn after the consent', () => {
  let own: TestServer;
  let proctor: string;
  let admin: string;
  beforeAll(async () => {
    const settings = { mode: 'online', noUserMs: 5000, durationMinutes: 60, attemptsAllowed: 10 } as const;
    own = await startServer({ setup: setupWith(settings) });
    proctor = await own.signIn('proctor', 'proctor-password');
    admin = await own.signIn('admin', 'admin-password');
  });
  afterAll(() => own?.close());

  const grant = async (student: Student, subject: string, accommodation: object) => {
    const params = { examId: await student.examId(), subject };
    await own.call('grantAccommodation', { params, body: { accommodation, note: '' } }, admin);
  };
  const decide = ({ sessionId }: Student, decision: 'admit' | 'retake') =>
    own.call('admit', { params: { sessionId }, body: { decision, reason: 'Не видно' } }, proctor);
  const retake = async (student: Student) => {
    await decide(student, 'retake');
    await student.photo('passport');
    return student.begin();
  };
  const detail = ({ sessionId }: Student) => own.call('consoleSession', { params: { sessionId } }, proctor);

  test('is none where only a note was written', async () => {
    const student = await Student.signIn(own);
    const params = { examId: await student.examId(), subject: 'student' };
    const body = { accommodation: {}, note: 'справка рассмотрена' };
    await own.call('grantAccommodation', { params, body }, admin);
    await student.open();
    expect((await detail(student)).accommodation).toBeNull();
  });

  test('holds on, and the reviewer is told of all that does; of time and breaks what was granted last', async () => {
    const student = await Student.signIn(own);
    const breaks = { count: 2, minutes: 5 };
    await grant(student, 'student', { extraMinutes: 30, widenBy: 3, disabledDetectors: ['talk'], breaks });
    await student.open();
    await student.consent();
    const lowered = { extraMinutes: 10, widenBy: 2, disabledDetectors: ['phone'] };
    await grant(student, 'student', lowered);
    const holds = { widenBy: 3, disabledDetectors: ['talk', 'phone'] };
    expect(await student.open()).toMatchObject({
      durationMinutes: 70,
      detection: { noUserMs: 15_000, disabledDetectors: holds.disabledDetectors },
    });
    expect((await detail(student)).accommodation).toEqual({ ...holds, extraMinutes: 10 });

    await student.check();
    await student.photo('passport');
    await grant(student, 'student', {});
    expect(await student.begin()).toMatchObject({
      durationMinutes: 60,
      breaks: null,
      detection: { noUserMs: 15_000 },
    });
    const withdrawn = { ...holds, extraMinutes: 0 };
    expect((await detail(student)).accommodation).toEqual(withdrawn);
    await decide(student, 'admit');
    expect(await detail(student)).toMatchObject({ phase: 'running', accommodation: withdrawn });
  });

  test('and granted again widens nothing twice', async () => {
    const student = await Student.signIn(own, 'student2');
    await grant(student, 'student2', { widenBy: 2 });
    await student.goToBegin();
    await grant(student, 'student2', {});
    expect((await retake(student)).detection).toMatchObject({ noUserMs: 10_000 });
    await grant(student, 'student2', { widenBy: 2 });
    expect((await retake(student)).detection).toMatchObject({ noUserMs: 10_000 });
    await grant(student, 'student2', { widenBy: 3 });
    expect((await retake(student)).detection).toMatchObject({ noUserMs: 15_000 });
  });
});
