import { afterAll, beforeAll, expect, it } from 'vitest';
import { endPassed } from '../../src/server/calendar/missed.ts';
import { deleteOld } from '../../src/server/sessions/delete-old.ts';
import { Student } from './exam-actors.ts';
import { demoSetup, describeOnEachDatabase, startServer, type TestServer } from './harness.ts';

const DAY_MS = 24 * 3600_000;
const camera = (seq: number) => ({ kind: 'camera' as const, epoch: 0, seq });

/** One institution has a trial, the other an exam with a calendar. */
function setup() {
  const setup = demoSetup();
  const [trial, places] = setup.institutions.map(({ exams }) => exams![0]!);
  setup.institutions[0]!.exams = [{ ...trial!, settings: { trial: true, retentionDays: 180 } }];
  setup.institutions[1]!.exams = [{ ...places!, settings: { schedule: true } }];
  return setup;
}

describeOnEachDatabase('trials and missed places', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ database, setup: setup() });
  });
  afterAll(() => server?.close());

  it('a trial is in no report unless asked for, and is kept for a week', async () => {
    const student = await Student.signIn(server);
    await student.goToBegin();
    for (const seq of [0, 1]) await student.put(camera(seq));
    student.note({ kind: 'intent', intent: 'finish' });
    await student.send();
    await student.drained();
    const proctor = await server.signIn('proctor', 'proctor-password');
    const params = { examId: await student.examId() };
    const report = async (trials?: 'include') => {
      const query = { format: 'json' as const, ...(trials ? { trials } : {}) };
      const bytes = await server.call('examReport', { params, query }, proctor);
      return (JSON.parse(await new Response(bytes as BodyInit).text()) as { sessions: unknown[] }).sessions;
    };
    expect(await report()).toHaveLength(0);
    expect(await report('include')).toHaveLength(1);

    const detail = { params: { sessionId: student.sessionId } };
    expect((await server.call('consoleSession', detail, proctor)).consent?.text).toMatch(/\b7 /);
    const files = () => server.services.blobs.list(`sessions/${student.sessionId}`);
    server.turnClock(6 * DAY_MS);
    await deleteOld(server.services);
    expect(await files()).not.toHaveLength(0);
    server.turnClock(2 * DAY_MS);
    await deleteOld(server.services);
    expect(await files()).toHaveLength(0);
  });

  it('who missed a place books again once an attempt was granted', async () => {
    const signIn = (who: string) => server.signIn(`other-${who}`, `other-${who}-password`, 'other');
    const student = await signIn('student');
    const { exams } = await server.call('listExams', {}, student);
    const params = { examId: exams[0]!.id };
    const take = async (token: string) => {
      const { slots } = await server.call('examCalendar', { params }, token);
      return server.call('bookPlace', { params, body: { startsAt: slots[2]!.startsAt } }, token);
    };
    const { booking } = await take(student);
    server.turnClock(booking!.startsAt + 16 * 60_000 - server.services.now());
    await endPassed(server.services);
    await expect(take(student)).rejects.toMatchObject({ code: 'exam_over' });

    const admin = await signIn('admin');
    const { people } = await server.call('adminPeople', { query: { q: 'other-student' } }, admin);
    const { id: personId } = people.find(({ userName }) => userName === 'other-student')!;
    await server.call('grantAttempt', { params, body: { personId, reason: 'заболел' } }, admin);
    expect((await take(student)).booking).not.toBeNull();
  });
});
