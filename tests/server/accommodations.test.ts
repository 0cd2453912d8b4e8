import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExamId } from '../../src/protocol/ids.ts';
import { pluginClaims } from '../conformance/moodle-claims.ts';
import { setupWith, Student } from './exam-actors.ts';
import { startServer, type TestServer } from './harness.ts';
import { postStart, startServerOfLms } from './lms-actor.ts';

const HOUR_MS = 3600_000;
let server: TestServer;
let admin: string;
beforeAll(async () => {
  server = await startServerOfLms('moodle');
  admin = await server.signIn('admin', 'admin-password');
});
afterAll(() => server?.close());

/** The session that an LMS starts, and its exam. */
async function start(claims: ReturnType<typeof pluginClaims>) {
  expect(await postStart(server, 'moodle', claims)).toBe(200);
  return server.services.db
    .selectFrom('sessions as s')
    .innerJoin('launches as l', 'l.sessionId', 's.id')
    .select(['s.id', 's.examId', 's.settings'])
    .where('l.lmsSessionId', '=', claims.sessionId)
    .executeTakeFirstOrThrow();
}
const grant = (params: { examId: ExamId; subject: string }, extraMinutes: number) =>
  server.call('grantAccommodation', { params, body: { accommodation: { extraMinutes } } }, admin);

it('a session may be longer than any exam can be set, and is shown', async () => {
  const claims = pluginClaims('https://moodle.example', { examId: 'long', duration: '1440' });
  const { id: sessionId, examId } = await start(claims);
  await grant({ examId, subject: 'aserikova' }, 360);
  await start(claims);
  const { settings } = await server.call('consoleSession', { params: { sessionId } }, admin);
  expect(settings.durationMinutes).toBe(1800);
});

it('a student of an LMS is offered by what that calls them, which reaches them whatever their LMS is called', async () => {
  const person = { accountName: 'Almaty Management University', userId: 'Ivan.Petrov@almau.edu.kz' };
  const claims = pluginClaims('https://moodle.example', { examId: 'offered', ...person });
  const { examId } = await start(claims);
  // Of the same name elsewhere.
  const other = { ...person, accountName: 'Other', lastName: 'Другой' };
  await start(pluginClaims('https://moodle.example', { examId: 'offered', ...other }));
  const listed = () => server.call('accommodations', { params: { examId } }, admin);
  const offered = { subject: 'ivan.petrov@almau.edu.kz', name: 'Серикова Айгерим' };
  expect((await listed()).students).toEqual([offered]);
  await grant({ examId, subject: offered.subject }, 30);
  expect((await listed()).granted).toMatchObject([offered]);
  expect((await start(claims)).settings.durationMinutes).toBe(90);
});

it('a name may be as long as what an LMS may call a student', async () => {
  const userId = 'x'.repeat(255);
  const claims = pluginClaims('https://moodle.example', { examId: 'long-name', userId });
  const { examId } = await start(claims);
  await grant({ examId, subject: userId }, 30);
  expect((await start(claims)).settings.durationMinutes).toBe(90);
});

it('who is granted more time may begin later by as much, as the list says', async () => {
  const own = await startServer({ setup: setupWith({ durationMinutes: 60, endsAt: Date.now() + HOUR_MS }) });
  try {
    const student = await Student.signIn(own);
    const other = await Student.signIn(own, 'student2');
    const admin = await own.signIn('admin', 'admin-password');
    const params = { examId: await student.examId(), subject: 'student' };
    const body = { accommodation: { extraMinutes: 30 } };
    await own.call('grantAccommodation', { params, body }, admin);
    own.turnClock(HOUR_MS + 10 * 60_000);
    const listed = async ({ token }: Student) => (await own.call('listExams', {}, token)).exams[0];
    expect(await listed(student)).toMatchObject({ state: 'open', durationMinutes: 90 });
    expect(await listed(other)).toMatchObject({ state: 'missed', durationMinutes: 60 });
    expect(await student.open()).toMatchObject({ durationMinutes: 90 });
    await expect(other.open()).rejects.toMatchObject({ code: 'exam_over' });
  } finally {
    await own.close();
  }
});
