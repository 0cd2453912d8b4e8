import { describe, expect, it, vi } from 'vitest';
import type { ExamSettings } from '../../src/protocol/exam-settings.ts';
import { sweepOnce } from '../../src/server/sessions/deadlines.ts';
import { messageId, segmentBody, setupWith, Student } from './exam-actors.ts';
import { describeOnEachDatabase, startServer, type TestServer } from './harness.ts';

// Each test starts a server of its own, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 90_000 });

const minute = 60_000;

/** Recorded all the while, and closed for silence. */
async function closeForSilence(student: Student, server: TestServer, sweep: () => Promise<void>) {
  const begun = await student.goToBegin();
  const t0 = server.services.now();
  for (let at = 0; at < 12 * minute; at += 4000) {
    student.note(segmentBody({ kind: 'camera', epoch: 0, seq: at / 4000 + 1 }, t0 + at), t0 + at);
  }
  server.turnClock(6 * minute);
  await sweep();
  await sweep();
  server.turnClock(6 * minute);
  return begun;
}

describeOnEachDatabase('deadlines', (database) => {
  async function withExam(
    settings: Partial<ExamSettings>,
    body: (student: Student, server: TestServer, sweep: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const server = await startServer({ database, setup: setupWith(settings) });
    try {
      const student = await Student.signIn(server);
      // Two servers that sweep at the same time do everything once.
      const sweep = async () => {
        await Promise.all([sweepOnce(server.services, 0), sweepOnce(server.services, 0)]);
      };
      await body(student, server, sweep);
    } finally {
      await server.close();
    }
  }

  it('interrupt a silent session, let it go on, and close it after the return window', () =>
    withExam({ returnWindowMinutes: 5 }, async (student, server, sweep) => {
      const { revision } = await student.goToBegin();
      server.turnClock(19_000);
      await sweep();
      expect(await student.view()).toMatchObject({ phase: 'running', revision });

      server.turnClock(25_000);
      await sweep();
      expect(await student.view()).toMatchObject({ phase: 'interrupted', revision: revision + 1 });
      await student.put({ kind: 'camera', epoch: 1, seq: 0 });
      expect(await student.view()).toMatchObject({ phase: 'running' });

      server.turnClock(4 * minute);
      await sweep();
      await sweep();
      expect(await student.view()).toMatchObject({ phase: 'interrupted' });
      server.turnClock(minute + 1000);
      await sweep();
      expect(await student.view()).toMatchObject({ phase: 'closed', closeReason: 'timeout' });
      const proctor = await server.signIn('proctor', 'proctor-password');
      const { timeline, warnings, score } = await server.call(
        'consoleSession',
        { params: { sessionId: student.sessionId } },
        proctor,
      );
      expect(timeline.filter(({ who }) => who === 'system').map(({ what }) => what)).toEqual([
        'silence',
        'contact',
        'silence',
        'timeout',
      ]);
      // Faults of the line or of the machine, told by the system and never scored.
      expect(warnings.every(({ source }) => source === 'system')).toBe(true);
      const [first, second] = warnings.filter(({ type }) => type === 'no_ping');
      const [third, ...others] = warnings.filter(({ type }) => type === 'timeout');
      expect([warnings.length, others.length]).toEqual([3, 0]);
      expect(first!.endAt! - first!.startAt).toBeGreaterThanOrEqual(25_000);
      expect(first!.endAt! - first!.startAt).toBeLessThan(60_000);
      expect(second!.endAt! - second!.startAt).toBeGreaterThan(5 * minute);
      expect(third).toMatchObject({ startAt: second!.startAt, endAt: second!.endAt });
      expect(score).toMatchObject({ score: 0, parts: [] });
    }));

  it('take a late upload of old pieces for no return', () =>
    withExam({}, async (student, server, sweep) => {
      await student.goToBegin();
      const startAt = server.services.now();
      server.turnClock(minute);
      await sweep();
      await student.put({ kind: 'camera', epoch: 0, seq: 0 }, undefined, { startAt });
      student.note(segmentBody({ kind: 'camera', epoch: 0, seq: 1 }, startAt), startAt);
      await student.send();
      expect(await student.view()).toMatchObject({ phase: 'interrupted' });
      expect(await student.begin()).toMatchObject({ phase: 'running' });
    }));

  it('take what a clock far ahead dates in the future for no return either', () =>
    withExam({}, async (student, server, sweep) => {
      await student.goToBegin();
      const ahead = server.services.now() + 60 * minute;
      server.turnClock(minute);
      await sweep();
      student.note(segmentBody({ kind: 'camera', epoch: 0, seq: 1 }, ahead), ahead);
      await student.send();
      expect(await student.view()).toMatchObject({ phase: 'interrupted' });
    }));

  it('reopen a session whose journal shows that only the network was gone', () =>
    withExam({ returnWindowMinutes: 5, durationMinutes: 60 }, async (student, server, sweep) => {
      const { endsAt } = await closeForSilence(student, server, sweep);
      expect(await student.view()).toMatchObject({ phase: 'closed', closeReason: 'timeout' });
      const { session } = await student.send();
      expect(session).toMatchObject({ phase: 'running', closeReason: null, endsAt });
      await sweep();
      expect(await student.view()).toMatchObject({ phase: 'running' });
      // The line had been silent, but nobody came too late.
      const proctor = await server.signIn('proctor', 'proctor-password');
      const params = { sessionId: student.sessionId };
      const { warnings } = await server.call('consoleSession', { params }, proctor);
      expect(warnings.map(({ type }) => type)).toEqual(['no_ping']);
    }));

  it('end such a session as the student ended it', () =>
    withExam({}, async (student, server, sweep) => {
      await student.goToBegin();
      const t0 = server.services.now();
      for (let at = 0; at < 3 * minute; at += 4000) {
        student.note(segmentBody({ kind: 'camera', epoch: 0, seq: at / 4000 + 1 }, t0 + at), t0 + at);
      }
      student.note({ kind: 'intent', intent: 'finish' }, t0 + 3 * minute);
      server.turnClock(20 * minute);
      await sweep();
      await sweep();
      expect(await student.view()).toMatchObject({ phase: 'closed', closeReason: 'timeout' });
      const { session } = await student.send();
      expect(session).toMatchObject({ phase: 'finishing', closeReason: 'by_student' });
    }));

  describe('leave such a session closed', () => {
    it('that a person has judged', () =>
      withExam({}, async (student, server, sweep) => {
        await closeForSilence(student, server, sweep);
        const proctor = await server.signIn('proctor', 'proctor-password');
        const params = { sessionId: student.sessionId };
        await server.call('verdict', { params, body: { state: 'rejected' } }, proctor);
        const { session } = await student.send();
        expect(session).toMatchObject({ phase: 'closed', closeReason: 'timeout' });
      }));

    it('that another attempt followed', () =>
      withExam({}, async (student, server, sweep) => {
        await closeForSilence(student, server, sweep);
        const elsewhere = await Student.signIn(server);
        expect((await elsewhere.open()).id).not.toBe(student.sessionId);
        const { session } = await student.send();
        expect(session).toMatchObject({ phase: 'closed', closeReason: 'timeout' });
      }));
  });

  it('reopen one that only the score has judged, which it does anew', () =>
    withExam({ mode: 'auto', autoVerdictNeedsPerson: false }, async (student, server, sweep) => {
      await closeForSilence(student, server, sweep);
      expect(await student.view()).toMatchObject({ phase: 'closed', review: { state: 'accepted' } });
      expect((await student.send()).session).toMatchObject({ phase: 'running' });
    }));

  it('leave a session closed whose capture had a longer gap', () =>
    withExam({}, async (student, server, sweep) => {
      await student.goToBegin();
      const t0 = server.services.now();
      student.note(segmentBody({ kind: 'camera', epoch: 0, seq: 1 }, t0), t0);
      const back = t0 + 6 * minute;
      student.note(segmentBody({ kind: 'camera', epoch: 1, seq: 1 }, back), back);
      server.turnClock(6 * minute + 5000);
      await sweep();
      await sweep();
      const { session, acknowledged } = await student.send();
      expect(acknowledged).toBe(2);
      expect(session).toMatchObject({ phase: 'closed', closeReason: 'timeout' });
      // What was recorded is taken all the same.
      expect(await student.put({ kind: 'camera', epoch: 0, seq: 1 })).toEqual({ stored: true });
    }));

  it('end our own exam after its end and grace, and stop waiting for the rest', () =>
    withExam(
      { durationMinutes: 1, graceMinutes: 1, returnWindowMinutes: 60 },
      async (student, server, sweep) => {
        const { startedAt } = await student.goToBegin();
        server.turnClock(2 * minute + 1000);
        await sweep();
        expect(await student.view()).toMatchObject({ phase: 'finishing', closeReason: 'time_up' });
        await expect(student.open()).resolves.not.toMatchObject({ id: student.sessionId, startedAt });
        server.turnClock(11 * minute);
        await sweep();
        const proctor = await server.signIn('proctor', 'proctor-password');
        const { sessions } = await server.call('consoleSessions', { query: { phase: 'over' } }, proctor);
        expect(sessions).toMatchObject([
          { phase: 'closed', closeReason: 'time_up', endedAt: startedAt! + 2 * minute },
        ]);
      },
    ));

  it('keep the time when an exam opens and when it is over', () =>
    withExam({}, async (_, server) => {
      const { services } = server;
      const now = services.now();
      const change = (settings: object) =>
        services.db
          .updateTable('exams')
          .set({ settings: JSON.stringify(settings) })
          .execute();
      const { settings } = await services.db.selectFrom('exams').select('settings').executeTakeFirstOrThrow();
      const student = await Student.signIn(server);
      await change({ ...settings, startsAt: now + 11 * minute });
      await expect(student.open()).rejects.toMatchObject({
        code: 'not_open_yet',
        details: { opensAt: now + minute },
      });
      server.turnClock(2 * minute);
      expect(await student.open()).toMatchObject({ phase: 'created' });
      await change({ ...settings, endsAt: now });
      const late = await Student.signIn(server, 'student2');
      await expect(late.open()).rejects.toMatchObject({ code: 'exam_over' });
    }));
});

describeOnEachDatabase('admission', (database) => {
  const settings = { mode: 'online' as const, attemptsAllowed: 1 };

  it('shows the place in the queue; proctors admit, ask again and refuse', async () => {
    const server = await startServer({ database, setup: setupWith(settings) });
    try {
      const proctor = await server.signIn('proctor', 'proctor-password');
      const [first, second] = [await Student.signIn(server), await Student.signIn(server, 'student2')];
      expect(await first.goToBegin()).toMatchObject({
        phase: 'awaiting_admission',
        endsAt: null,
        queue: { place: 1 },
      });
      server.turnClock(1000);
      const waiting = await second.goToBegin();
      expect(waiting).toMatchObject({ queue: { place: 2 } });
      second.note({ kind: 'chat', id: messageId(), text: 'я жду' });
      await second.send();

      // Who leaves the queue holds nobody up, and takes their place again when they come back.
      await server.call('leaveSession', { params: { sessionId: first.sessionId } }, first.token);
      expect((await second.view()).queue).toMatchObject({ place: 1 });
      await first.view();
      expect((await second.view()).queue).toMatchObject({ place: 2 });

      const decide = (student: Student, decision: 'admit' | 'retake' | 'refuse', reason = '') =>
        server.call(
          'admit',
          { params: { sessionId: student.sessionId }, body: { decision, reason } },
          proctor,
        );
      await decide(first, 'retake', 'Документ не виден');
      expect(await first.view()).toMatchObject({
        phase: 'checked',
        photosSent: [],
        proctorMessage: 'Документ не виден',
      });
      const moved = await second.view();
      expect(moved.queue).toMatchObject({ place: 1 });
      expect(moved.revision).toBeGreaterThan(waiting.revision);
      await first.photo('passport');
      await first.begin();
      await Promise.all([decide(first, 'admit'), decide(first, 'admit')]);
      expect(await first.view()).toMatchObject({ phase: 'running', proctorMessage: null, queue: null });
      await expect(decide(first, 'refuse')).rejects.toMatchObject({ code: 'wrong_phase' });

      await decide(second, 'refuse', 'Это не тот человек');
      expect(await second.view()).toMatchObject({
        phase: 'closed',
        closeReason: 'refused',
        proctorMessage: 'Это не тот человек',
      });
      await expect(second.open()).rejects.toMatchObject({ code: 'exam_over' });

      const params = { sessionId: first.sessionId };
      await server.call('endExam', { params, body: { reason: 'Вы ушли' } }, proctor);
      expect(await first.view()).toMatchObject({
        phase: 'finishing',
        closeReason: 'by_proctor',
        proctorMessage: 'Вы ушли',
      });
    } finally {
      await server.close();
    }
  });

  it('falls back to an exam that is reviewed later when nobody comes, but only for who is there', async () => {
    const server = await startServer({ database, setup: setupWith(settings) });
    try {
      const student = await Student.signIn(server);
      await student.goToBegin();
      server.turnClock(11 * minute);
      await sweepOnce(server.services, 0);
      // Asking is a sign of life.
      expect(await student.view()).toMatchObject({ phase: 'awaiting_admission' });
      await sweepOnce(server.services, 0);
      const view = await student.view();
      expect(view).toMatchObject({ phase: 'running', mode: 'offline' });
      expect(view.proctorMessage).toMatch(/Проктор не смог/);
      const { timeline } = await server.call('ownRecord', { params: { sessionId: view.id } }, student.token);
      expect(timeline.at(-1)).toMatchObject({ what: 'admission_offline' });
    } finally {
      await server.close();
    }
  });

  it('costs no attempt when the exam is put off', async () => {
    const setup = setupWith({ ...settings, admissionFallback: 'reschedule' });
    const server = await startServer({ database, setup });
    try {
      const student = await Student.signIn(server);
      await student.goToBegin();
      server.turnClock(11 * minute);
      await sweepOnce(server.services, 0);
      expect(await student.view()).toMatchObject({ phase: 'closed', closeReason: 'cancelled' });
      const params = { sessionId: student.sessionId };
      const { timeline } = await server.call('ownRecord', { params }, student.token);
      expect(timeline.at(-1)).toMatchObject({ what: 'admission_rescheduled' });
      expect(await student.open()).toMatchObject({ phase: 'created' });
    } finally {
      await server.close();
    }
  });
});
