import { afterAll, beforeAll, expect, it } from 'vitest';
import { deleteOld } from '../../src/server/sessions/delete-old.ts';
import { messageId, newWarning, segmentBody, setupWith, Student } from './exam-actors.ts';
import { describeOnEachDatabase, startServer, type TestServer } from './harness.ts';

const DAY_MS = 24 * 3600_000;
const camera = (seq: number) => ({ kind: 'camera' as const, epoch: 0, seq });

describeOnEachDatabase('what the consent promises to delete', (database) => {
  let server: TestServer;
  let student: Student;
  let unfinished: Student;
  beforeAll(async () => {
    server = await startServer({ database, setup: setupWith({ retentionDays: 30 }) });
    student = await Student.signIn(server);
    await student.goToBegin();
    for (const seq of [0, 1]) await student.put(camera(seq));
    const now = server.services.now();
    student.note(segmentBody(camera(1), now));
    student.note({ kind: 'warning', warning: newWarning('no_user_in_frame', now) });
    student.note({ kind: 'chat', id: messageId(), text: 'здравствуйте' });
    student.note({ kind: 'intent', intent: 'finish' });
    await student.send();
    await student.drained();
    // Photographed, and never begun.
    unfinished = await Student.signIn(server, 'student2');
    await unfinished.open();
    await unfinished.consent();
    await unfinished.check();
    await unfinished.photo('passport');
  });
  afterAll(() => server.close());

  const proctor = () => server.signIn('proctor', 'proctor-password');
  const detailOf = async ({ sessionId }: Student) =>
    server.call('consoleSession', { params: { sessionId } }, await proctor());
  const filesOf = ({ sessionId }: Student) => server.services.blobs.list(`sessions/${sessionId}`);

  it('is kept until then', async () => {
    const params = { sessionId: student.sessionId };
    const verdict = { params, body: { state: 'accepted', comment: 'чисто' } } as const;
    await server.call('verdict', verdict, await proctor());
    server.turnClock(29 * DAY_MS);
    await deleteOld(server.services);
    expect(await filesOf(student)).toHaveLength(3);
    expect((await detailOf(student)).warnings).toHaveLength(1);
    expect(await filesOf(unfinished)).toHaveLength(1);
  });

  it('is gone afterwards, and the deletion can be shown', async () => {
    server.turnClock(2 * DAY_MS);
    await deleteOld(server.services);
    expect(await filesOf(student)).toEqual([]);
    expect(await filesOf(unfinished)).toEqual([]);
    const detail = await detailOf(student);
    expect(detail).toMatchObject({ photos: [], recordings: [], warnings: [], chat: [], checks: [] });
    expect(detail.timeline.at(-1)?.what).toBe('data_deleted');
    expect(detail.consent?.text).toContain('30');
  });

  it('is no evidence any more', async () => {
    const params = { sessionId: student.sessionId };
    await expect(server.call('evidence', { params }, await proctor())).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('leaves the verdict to the student, and the attempt used', async () => {
    const token = await server.signIn('student', 'student-password');
    const { exams } = await server.call('listExams', {}, token);
    expect(exams[0]?.session?.review).toMatchObject({ state: 'accepted', comment: 'чисто' });
  });

  it('takes nothing more from the student’s machine', async () => {
    await expect(student.put(camera(2))).rejects.toMatchObject({ code: 'not_signed_in' });
  });

  it('is deleted once', async () => {
    const before = (await detailOf(student)).timeline.length;
    await deleteOld(server.services);
    expect((await detailOf(student)).timeline).toHaveLength(before);
  });

  it('leaves an exam that runs alone, however long ago it began', async () => {
    const again = await Student.signIn(server);
    await again.goToBegin();
    server.turnClock(31 * DAY_MS);
    await deleteOld(server.services);
    expect(await filesOf(again)).toHaveLength(1);
  });
});

describeOnEachDatabase('who was never admitted', (database) => {
  let server: TestServer;
  let student: Student;
  beforeAll(async () => {
    const settings = { retentionDays: 30, mode: 'online', admissionFallback: 'offline' } as const;
    server = await startServer({ database, setup: setupWith(settings) });
    student = await Student.signIn(server);
    await student.goToBegin();
  });
  afterAll(() => server.close());
  const filesOf = ({ sessionId }: Student) => server.services.blobs.list(`sessions/${sessionId}`);

  it('loses nothing while waiting', async () => {
    server.turnClock(31 * DAY_MS);
    const again = await Student.signIn(server);
    await again.open();
    expect(await again.begin()).toMatchObject({ id: student.sessionId, phase: 'awaiting_admission' });
    await deleteOld(server.services);
    expect(await filesOf(student)).toHaveLength(1);
  });

  it('and does not come back is photographed for no longer than anybody', async () => {
    server.turnClock(31 * DAY_MS);
    await deleteOld(server.services);
    expect(await filesOf(student)).toHaveLength(0);
  });
});
