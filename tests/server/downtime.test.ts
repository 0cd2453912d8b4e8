import { expect, it, vi } from 'vitest';
import { giveDowntimeBack } from '../../src/server/sessions/downtime.ts';
import { until } from '../support/wait.ts';
import { setupWith, Student } from './exam-actors.ts';
import { describeOnEachDatabase, startServer } from './harness.ts';

// Each test starts a server of its own, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 90_000 });

const minute = 60_000;

describeOnEachDatabase('a server that was down', (database) => {
  it('gives the time back to who sat in an exam, once, and says so', async () => {
    const first = await startServer({ database, setup: setupWith({ durationMinutes: 10, graceMinutes: 0 }) });
    const proctorOf = (server: typeof first) => server.signIn('proctor', 'proctor-password');
    let server = first;
    try {
      const running = await Student.signIn(first);
      const paused = await Student.signIn(first, 'student2');
      const { endsAt } = await running.goToBegin();
      await paused.goToBegin();
      await first.call(
        'pauseExam',
        { params: { sessionId: paused.sessionId }, body: { reason: 'Пожарная тревога', curtain: false } },
        await proctorOf(first),
      );
      await until('a note that the server is up', () =>
        first.services.db.selectFrom('uptime').select('lastUpAt').executeTakeFirst(),
      );

      // Longer than the exam had left: it must not be over when the server is back.
      server = await first.restart(12 * minute);
      const given = await until('the time to be given back', async () => {
        const view = await running.at(server).view();
        return view.endsAt !== endsAt && view;
      });
      expect(given.phase).toBe('running');
      // The note of when it was last up may be some seconds old.
      expect(given.endsAt! - endsAt!).toBeGreaterThanOrEqual(12 * minute);
      expect(given.endsAt! - endsAt!).toBeLessThan(12.5 * minute);
      expect(await paused.at(server).view()).toMatchObject({ phase: 'paused' });
      const timelineOf = async (student: Student) => {
        const params = { sessionId: student.sessionId };
        const { timeline } = await server.call('consoleSession', { params }, await proctorOf(server));
        return timeline.filter(({ what }) => what === 'extended');
      };
      expect(await timelineOf(running)).toMatchObject([{ who: 'system', detail: /^7\d\d s: / }]);
      expect(await timelineOf(paused)).toEqual([]);

      // A restart that takes no time gives nothing, and what was given stays.
      server = await server.restart(0);
      expect(await giveDowntimeBack(server.services)).toBe(0);
      expect((await running.at(server).view()).endsAt).toBe(given.endsAt);
    } finally {
      await server.close();
    }
  });
});
