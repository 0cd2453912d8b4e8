import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JournalBody } from '../../src/protocol/journal.ts';
import { sweepOnce } from '../../src/server/sessions/deadlines.ts';
import { segmentBody, setupWith, Student } from './exam-actors.ts';
import { describeOnEachDatabase, startServer, type TestServer } from './harness.ts';

const minute = 60_000;
const act = (what: 'begin' | 'end'): JournalBody => ({ kind: 'break', act: what });

describeOnEachDatabase('breaks that were granted', (database) => {
  let server: TestServer;
  let proctor: string;
  beforeAll(async () => {
    const settings = { identification: 'skip', durationMinutes: 60, attemptsAllowed: 10 } as const;
    server = await startServer({ database, setup: setupWith(settings) });
    proctor = await server.signIn('proctor', 'proctor-password');
    const admin = await server.signIn('admin', 'admin-password');
    const student = await Student.signIn(server);
    const params = { examId: await student.examId(), subject: 'student' };
    const accommodation = { breaks: { count: 2, minutes: 10 } };
    const body = { accommodation, note: 'медицинская справка' };
    await server.call('grantAccommodation', { params, body }, admin);
  });
  afterAll(() => server?.close());

  const running = async (userName = 'student'): Promise<Student> => {
    const student = await Student.signIn(server, userName);
    await student.open();
    await student.consent();
    await student.check();
    await student.begin();
    return student;
  };
  const detail = ({ sessionId }: Student) =>
    server.call('consoleSession', { params: { sessionId } }, proctor);
  const end = ({ sessionId }: Student) =>
    server.call('endExam', { params: { sessionId }, body: { reason: 'конец' } }, proctor);
  const sweep = () => sweepOnce(server.services, 0);

  it('stop the clock, hide the quiz, and are seen by the proctor, who is not told why', async () => {
    const student = await running();
    const before = await student.view();
    expect(before.breaks).toEqual({ left: 2, minutes: 10, endsAt: null });
    student.note(act('begin'));
    const { session } = await student.send();
    expect(session).toMatchObject({ phase: 'paused', curtain: true, endsAt: null, breaks: { left: 1 } });
    const seen = await detail(student);
    expect(seen).toMatchObject({
      breakEndsAt: session.breaks?.endsAt,
      accommodation: { breaks: { count: 2 } },
    });
    expect(JSON.stringify(seen)).not.toContain('справка');
    const { tiles } = await server.call('grid', { query: { share: 'all' } }, proctor);
    expect(tiles).toMatchObject([{ phase: 'paused', breakEndsAt: session.breaks?.endsAt }]);
    const own = { params: { sessionId: student.sessionId } };
    await expect(server.call('resumeExam', own, proctor)).rejects.toMatchObject({ code: 'wrong_phase' });

    server.turnClock(6 * minute);
    student.note(act('end'));
    await student.send(student.journal.slice(-1));
    const after = await student.view();
    expect(after).toMatchObject({ phase: 'running', curtain: false, breaks: { left: 1, endsAt: null } });
    expect(after.endsAt! - before.endsAt!).toBeGreaterThanOrEqual(6 * minute);
    expect(after.endsAt! - before.endsAt!).toBeLessThan(7 * minute);
    const { timeline, lmsLostMs, stoodStillMs } = await detail(student);
    expect(lmsLostMs).toBe(stoodStillMs);
    const acts = timeline.filter(({ what }) => what.startsWith('break_'));
    expect(acts).toMatchObject([
      { what: 'break_begun', who: 'Айгерим <b>Серикова</b>' },
      { what: 'break_over', who: 'Айгерим <b>Серикова</b>' },
    ]);
    const { timeline: told } = await server.call('ownRecord', own, student.token);
    expect(told.map(({ what }) => what)).toEqual(expect.arrayContaining(['break_begun', 'break_over']));
    await end(student);
  });

  it('end by themselves, and nobody is missed meanwhile', async () => {
    const student = await running();
    student.note(act('begin'));
    await student.send();
    server.turnClock(30_000);
    await sweep();
    server.turnClock(9 * minute);
    await sweep();
    expect((await detail(student)).phase).toBe('interrupted');
    // The clock stands still all the same, which is how the student's machine knows to look for nothing.
    expect(await student.view()).toMatchObject({
      phase: 'interrupted',
      endsAt: null,
      leftMs: expect.any(Number),
    });
    server.turnClock(minute);
    await sweep();
    // Back late, but within the return window that began with the end of the break.
    server.turnClock(4 * minute);
    await sweep();
    const back = await student.begin();
    expect(back).toMatchObject({ phase: 'running', breaks: { left: 1, endsAt: null } });
    const { stoodStillMs, timeline } = await detail(student);
    expect(stoodStillMs).toBe(10 * minute);
    expect(timeline.find(({ what }) => what === 'break_over')).toMatchObject({ who: 'system' });
    await end(student);
  });

  it('count from when they were taken, told late by a machine that was off line', async () => {
    const student = await running();
    const before = await student.view();
    const t0 = server.services.now();
    for (let at = 0; at < 4 * minute; at += 4000) {
      if (at === minute + 20_000) student.note(act('begin'), t0 + at);
      if (at === 3 * minute) student.note(act('end'), t0 + at);
      student.note(segmentBody({ kind: 'camera', epoch: 0, seq: at / 4000 + 1 }, t0 + at), t0 + at);
    }
    server.turnClock(4 * minute);
    await sweep();
    const { session } = await student.send();
    expect(session).toMatchObject({ phase: 'running', breaks: { left: 1, endsAt: null } });
    expect(session.endsAt).toBe(before.endsAt! + 100_000);
    await end(student);
  });

  it('give back what was taken, though their end is told after the server has ended them', async () => {
    const student = await running();
    const before = await student.view();
    const t0 = server.services.now();
    student.note(act('begin'), t0);
    await student.send();
    student.note(act('end'), t0 + 3 * minute);
    server.turnClock(10 * minute + 1000);
    await sweep();
    const ended = await student.begin();
    expect(ended).toMatchObject({ phase: 'running', endsAt: before.endsAt! + 10 * minute });
    for (let time = 0; time < 2; time++) {
      const { session } = await student.send();
      expect(session).toMatchObject({ phase: 'running', endsAt: before.endsAt! + 3 * minute });
    }
    expect(await detail(student)).toMatchObject({ stoodStillMs: 3 * minute, lmsLostMs: 3 * minute });
    await end(student);
  });

  it.each([
    ['count as being there, off line and with the lid closed', 11, 'running'],
    ['excuse no absence after them', 18, 'closed'],
  ] as const)('%s', async (_, backAfter, phase) => {
    const student = await running();
    const before = await student.view();
    const t0 = server.services.now();
    const capture = (from: number) => {
      for (let at = from; at < from + minute; at += 4000) {
        student.note(segmentBody({ kind: 'camera', epoch: 0, seq: at / 4000 + 1 }, t0 + at), t0 + at);
      }
    };
    capture(0);
    student.note(act('begin'), t0 + minute);
    student.note(act('end'), t0 + backAfter * minute);
    capture(backAfter * minute);
    server.turnClock((backAfter + 1) * minute);
    await sweep();
    await sweep();
    expect(await student.view()).toMatchObject({ phase: 'closed', closeReason: 'timeout' });
    const { session } = await student.send();
    expect(session.phase).toBe(phase);
    if (phase === 'closed') return;
    expect(session.endsAt).toBe(before.endsAt! + 10 * minute);
    await end(student);
  });

  it('are had by nobody else, and no more often than granted', async () => {
    const other = await running('student2');
    expect((await other.view()).breaks).toBeNull();
    other.note(act('begin'));
    expect((await other.send()).session.phase).toBe('running');
    await end(other);

    const student = await running();
    for (const [left, phase] of [
      [1, 'paused'],
      [0, 'paused'],
      [0, 'running'],
    ] as const) {
      student.note(act('begin'));
      expect((await student.send()).session).toMatchObject({ phase, breaks: { left } });
      student.note(act('end'));
      expect((await student.send()).session.phase).toBe('running');
    }
    await end(student);
  });
});
