import { afterAll, beforeAll, expect, test } from 'vitest';
import { setupWith, Student } from './exam-actors.ts';
import { describeOnEachDatabase, startServer, type TestServer } from './harness.ts';

const PASSWORD = 'Открой-сезам 42';

describeOnEachDatabase('a quiz that its LMS locks', (database) => {
  let server: TestServer;
  let student: Student;
  let classmate: Student;
  const ask = (who: Student) =>
    server.call('quizPassword', { params: { sessionId: who.sessionId } }, who.token);

  beforeAll(async () => {
    const setup = setupWith({});
    setup.institutions[0]!.exams![0]!.quizPassword = PASSWORD;
    server = await startServer({ database, setup });
    student = await Student.signIn(server);
    classmate = await Student.signIn(server, 'student2');
  });
  afterAll(() => server?.close());

  test('is opened for a student whose session runs, and before that for nobody', async () => {
    await student.open();
    await expect(ask(student)).rejects.toMatchObject({ code: 'wrong_phase' });
    await student.goToBegin();
    expect(await ask(student)).toEqual({ password: PASSWORD });

    const { db } = server.services;
    const acts = await db
      .selectFrom('acts')
      .select('what')
      .where('sessionId', '=', student.sessionId)
      .execute();
    expect(acts.map(({ what }) => what)).toContain('quiz_password_given');
    const [kept] = await db.selectFrom('quizPasswords').selectAll().execute();
    expect(kept!.sealed).not.toContain('сезам');
  });

  test('the LMS’s list of attempts beside the sessions: who took it outside of one', async () => {
    await classmate.goToBegin();
    const now = new Date(server.services.now());
    const early = new Date(now.getTime() - 3 * 3_600_000);
    const row = (who: string, started: Date) => `${who},x,Finished,${started.toISOString()}`;
    const csv = [
      'Username,Last name,State,Started on',
      row('student', now),
      row('student', early),
      row('somebody', now),
      row('student2', early),
    ].join('\n');
    const proctor = await server.signIn('proctor', 'proctor-password');
    const params = { examId: await student.examId() };
    const compared = await server.call('compareAttempts', { params, body: { csv } }, proctor);
    expect(compared.attempts.map(({ line, finding, sessionId }) => [line, finding, sessionId])).toEqual([
      [2, 'covered', student.sessionId],
      [3, 'no_session', null],
      [4, 'unknown_person', null],
      [5, 'not_running', null],
    ]);
    expect(compared.withoutAttempt.map(({ sessionId }) => sessionId)).toEqual([classmate.sessionId]);
  });

  test('gets and loses its password by an admin of the institution alone; after the exam it is for nobody', async () => {
    const params = { examId: await student.examId() };
    const set = (password: string | null, token: string) =>
      server.call('setQuizPassword', { params, body: { password } }, token);
    const admin = await server.signIn('admin', 'admin-password');
    const foreign = await server.signIn('other-admin', 'other-admin-password', 'other');
    await expect(set('x', foreign)).rejects.toMatchObject({ code: 'not_found' });
    expect(await set('second', admin)).toEqual({ isSet: true });
    expect(await ask(student)).toEqual({ password: 'second' });
    expect(await set(null, admin)).toEqual({ isSet: false });
    expect(await ask(student)).toEqual({ password: null });
    const { entries } = await server.call('adminAudit', { query: { what: 'quiz_password_changed' } }, admin);
    // The set-up file had set one already; what it is, is written nowhere.
    expect(entries.map(({ changes }) => changes)).toEqual([
      [{ field: 'isSet', before: true, after: false }],
      [],
    ]);

    student.note({ kind: 'intent', intent: 'finish' });
    await student.send();
    await expect(ask(student)).rejects.toMatchObject({ code: 'wrong_phase' });
  });
});
