import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import type { InferInput } from 'valibot';
import type { examSettings } from '../../src/protocol/exam-settings.ts';
import type { ExamId, WarningId } from '../../src/protocol/ids.ts';
import type { Warning, WarningType } from '../../src/protocol/warnings.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import { jpeg, messageId, newWarning, setupWith, Student } from './exam-actors.ts';
import { describeOnEachDatabase, startServer, type TestServer } from './harness.ts';
import { LiveClient } from './live-client.ts';

vi.setConfig({ testTimeout: 90_000 });

/** As the extension tells them: what it estimates with how sure it is, what the system says without. */
const told: Partial<Record<WarningType, Pick<Warning, 'source' | 'confidence' | 'reason'>>> = {
  no_user_in_frame: { source: 'ai', confidence: 0.97, reason: 'faces=0' },
  extra_user_in_frame: { source: 'ai', confidence: 0.81, reason: 'faces=2' },
  avert_eyes: { source: 'ai', confidence: 0.64, reason: 'yaw=31 pitch=-4' },
  voice_detected: { source: 'ai', confidence: 0.93, reason: 'speech' },
  change_active_window_on_computer: { source: 'system', confidence: null, reason: 'quiz without focus' },
  mic_muted: { source: 'system', confidence: null, reason: 'microphone muted' },
};

/** A student's finished session with the given warnings, all of them ten seconds long. */
async function takeExam(
  server: TestServer,
  types: readonly WarningType[] = [],
  userName = 'student',
): Promise<Student> {
  const student = await Student.signIn(server, userName);
  await student.open();
  await student.consent();
  await student.check();
  await student.photo('passport', jpeg('the same picture'));
  const { startedAt } = await student.begin();
  for (const [index, type] of types.entries()) {
    const startAt = startedAt! + index * 20_000;
    const warning = newWarning(type, startAt, { endAt: startAt + 10_000, ...told[type] });
    student.note({ kind: 'warning', warning }, startedAt!);
  }
  student.note({ kind: 'intent', intent: 'finish' });
  await student.send();
  await student.drained();
  return student;
}

type Settings = InferInput<typeof examSettings>;
describeOnEachDatabase('a review', (database) => {
  async function withExam(
    settings: Settings,
    body: (server: TestServer, proctor: string, admin: string) => Promise<void>,
  ): Promise<void> {
    const setup = setupWith(settings);
    setup.institutions[0]!.integrations = [{ name: 'moodle', secret: 'a secret of at least 32 bytes ...' }];
    setup.institutions[0]!.people!.push({
      userName: 'proctor2',
      name: 'Вторая',
      role: 'proctor',
      password: 'proctor2-password',
    });
    const server = await startServer({ database, setup });
    try {
      await body(
        server,
        await server.signIn('proctor', 'proctor-password'),
        await server.signIn('admin', 'admin-password'),
      );
    } finally {
      await server.close();
    }
  }

  it('judges warnings, scores what was confirmed and tells who decided', async () => {
    await withExam({ visibleWarnings: { phone: false } }, async (server, proctor) => {
      const student = await takeExam(server, ['no_user_in_frame', 'voice_detected', 'phone', 'mic_muted']);
      const params = { sessionId: student.sessionId };
      const detail = await server.call('consoleSession', { params }, proctor);
      const idOf = (type: WarningType) => detail.warnings.find((each) => each.type === type)!.id;
      expect(detail).toMatchObject({ proposed: null, decidedBy: null, isBlind: false, score: { score: 0 } });

      const judged = await server.call(
        'judge',
        {
          params,
          body: {
            warningIds: [idOf('no_user_in_frame'), idOf('phone')],
            judgement: 'confirmed',
            note: 'видно',
          },
        },
        proctor,
      );
      expect(judged.score).toMatchObject({ score: 20, threshold: { attention: 60, rejected: 80 } });
      expect(judged.warnings).toMatchObject([
        { type: 'no_user_in_frame', judgement: 'confirmed', note: 'видно', judgedBy: 'Данияр Ахметов' },
        { type: 'phone', judgement: 'confirmed' },
      ]);
      await server.call(
        'judge',
        { params, body: { warningIds: [idOf('mic_muted')], judgement: 'confirmed' } },
        proctor,
      );
      const back = { warningIds: [idOf('no_user_in_frame')], judgement: 'dismissed' as const };
      expect(await server.call('judge', { params, body: back }, proctor)).toMatchObject({
        score: { score: 7, parts: [{ type: 'phone', count: 1, seconds: 10 }] },
        warnings: [{ note: 'видно' }],
      });
      await expect(
        server.call(
          'judge',
          { params, body: { warningIds: [randomUUID() as never], judgement: null } },
          proctor,
        ),
      ).rejects.toMatchObject({ code: 'not_found' });

      const before = await server.call('ownRecord', { params }, student.token);
      expect(before.warnings.map(({ type }) => type)).toEqual([
        'no_user_in_frame',
        'voice_detected',
        'mic_muted',
      ]);
      expect(before.warnings[0]).toMatchObject({
        confidence: 0.97,
        reason: 'faces=0',
        judgement: 'dismissed',
      });
      expect(JSON.stringify(before)).not.toContain('видно');
      await server.call('verdict', { params, body: { state: 'rejected', comment: 'Телефон' } }, proctor);
      const after = await server.call('ownRecord', { params }, student.token);
      expect(after.review).toMatchObject({ state: 'rejected', comment: 'Телефон' });
      // Hidden kinds that counted are shown with the verdict.
      expect(after.warnings.map(({ type }) => type)).toContain('phone');
      expect(await server.call('consoleSession', { params }, proctor)).toMatchObject({
        decidedBy: 'Данияр Ахметов',
      });
      const acts = (await server.call('consoleSession', { params }, proctor)).timeline;
      expect(acts.slice(-2)).toMatchObject([
        { what: 'scored', who: 'system', detail: '7' },
        { what: 'verdict_rejected', who: 'Данияр Ахметов' },
      ]);
    });
  });

  it('only proposes in the mode auto, until a person decides', async () => {
    await withExam({ mode: 'auto' }, async (server, proctor) => {
      const types = Array<WarningType>(12).fill('change_active_window_on_computer');
      const student = await takeExam(server, types);
      const params = { sessionId: student.sessionId };
      const detail = await server.call('consoleSession', { params }, proctor);
      expect(detail).toMatchObject({
        proposed: 'unknown',
        review: { state: 'pending' },
        score: { score: 80 },
      });
      await server.call('verdict', { params, body: { state: 'accepted' } }, proctor);
      expect(await server.call('consoleSession', { params }, proctor)).toMatchObject({
        proposed: null,
        review: { state: 'accepted' },
      });
    });
  });

  it('counts what nobody judged by how sure it is, in the mode auto', async () => {
    await withExam({ mode: 'auto' }, async (server, proctor) => {
      const student = await takeExam(server, [
        'no_user_in_frame',
        'avert_eyes',
        'voice_detected',
        'mic_muted',
        'change_active_window_on_computer',
      ]);
      const params = { sessionId: student.sessionId };
      const { score, warnings } = await server.call('consoleSession', { params }, proctor);
      const points = (type: WarningType) => score.parts.find((part) => part.type === type)?.points;
      const whole = (type: WarningType) => {
        const { weight } = score.parts.find((part) => part.type === type)!;
        return weight * (5 + 10 / 6);
      };
      expect(points('no_user_in_frame')).toBeCloseTo(0.97 * whole('no_user_in_frame'));
      expect(points('avert_eyes')).toBeCloseTo(0.64 * whole('avert_eyes'));
      expect(points('change_active_window_on_computer')).toBeCloseTo(
        whole('change_active_window_on_computer'),
      );
      expect(points('mic_muted')).toBeUndefined();
      const body = { warningIds: [warnings[1]!.id], judgement: 'confirmed' as const };
      const judged = await server.call('judge', { params, body }, proctor);
      expect(judged.score.score).toBeGreaterThan(score.score);
    });
  });

  it('is decided by the score where the exam lets it, until the student appeals', async () => {
    await withExam({ mode: 'auto', autoVerdictNeedsPerson: false }, async (server, proctor) => {
      const student = await takeExam(server, Array<WarningType>(13).fill('change_active_window_on_computer'));
      const params = { sessionId: student.sessionId };
      expect(await server.call('consoleSession', { params }, proctor)).toMatchObject({
        review: { state: 'rejected' },
        decidedBy: 'score',
        proposed: null,
      });
      const appeal = { id: randomUUID(), text: 'Это было обновление системы' };
      const record = await server.call('addRemark', { params, body: appeal }, student.token);
      expect(record).toMatchObject({
        review: { state: 'pending', appealed: true },
        remarks: [{ kind: 'appeal', text: appeal.text }],
      });
      expect(await server.call('addRemark', { params, body: appeal }, student.token)).toEqual(record);
      // The score has no say any more, whatever still arrives.
      student.note({ kind: 'event', event: 'battery_low', detail: '' });
      await student.send(student.journal.slice(-1));
      const listed = (review: 'pending' | 'appealed') =>
        server.call('consoleSessions', { query: { review } }, proctor).then(({ sessions }) => sessions);
      for (const review of ['pending', 'appealed'] as const) {
        expect(await listed(review)).toMatchObject([{ id: student.sessionId, review: { appealed: true } }]);
      }
      await server.call('verdict', { params, body: { state: 'accepted', comment: 'Согласны' } }, proctor);
      expect(await listed('appealed')).toEqual([]);
      expect(await student.view()).toMatchObject({ review: { state: 'accepted', comment: 'Согласны' } });
      const { exams } = await server.call('listExams', {}, student.token);
      expect(exams[0]!.session!.review).toMatchObject({ state: 'accepted' });
    });
  });

  it('is decided by the score anew when people judge its warnings or add one, until a person decides', async () => {
    await withExam({ mode: 'auto', autoVerdictNeedsPerson: false }, async (server, proctor) => {
      const student = await takeExam(server, Array<WarningType>(13).fill('change_active_window_on_computer'));
      const params = { sessionId: student.sessionId };
      const stands = async () => {
        const { review, score, decidedBy } = await server.call('consoleSession', { params }, proctor);
        return [review.state, score.score, decidedBy];
      };
      const ids = (await server.call('consoleSession', { params }, proctor)).warnings.map(({ id }) => id);
      const judge = (judgement: 'confirmed' | 'dismissed') =>
        server.call('judge', { params, body: { warningIds: ids, judgement } }, proctor);
      const add = (startAt: number) => {
        const body = {
          id: randomUUID() as WarningId,
          type: 'cheater' as const,
          startAt,
          note: '',
          tell: false,
        };
        return server.call('addWarning', { params, body }, proctor);
      };
      expect(await stands()).toEqual(['rejected', 87, 'score']);
      await judge('dismissed');
      expect(await stands()).toEqual(['accepted', 0, 'score']);
      expect(await student.view()).toMatchObject({ review: { state: 'accepted' } });
      await add(1);
      expect(await stands()).toEqual(['accepted', 50, 'score']);
      await add(2);
      expect(await stands()).toEqual(['rejected', 100, 'score']);
      const { timeline } = await server.call('consoleSession', { params }, proctor);
      expect(timeline.map(({ what }) => what).filter((what) => what.startsWith('verdict_'))).toEqual([
        'verdict_rejected',
        'verdict_accepted',
        'verdict_rejected',
      ]);

      await server.call('verdict', { params, body: { state: 'unknown' } }, proctor);
      await judge('confirmed');
      expect(await stands()).toEqual(['unknown', 100, 'Данияр Ахметов']);
    });
  });

  it('leaves to a person what was appealed, and what is not over, whoever judges its warnings', async () => {
    await withExam({ mode: 'auto', autoVerdictNeedsPerson: false }, async (server, proctor) => {
      const appealed = await takeExam(server, ['change_active_window_on_computer']);
      const params = { sessionId: appealed.sessionId };
      const appeal = { id: randomUUID(), text: 'Нет' };
      await server.call('addRemark', { params, body: appeal }, appealed.token);
      const running = await Student.signIn(server, 'student2');
      await running.goToBegin();
      for (const { sessionId } of [appealed, running]) {
        const body = {
          id: randomUUID() as WarningId,
          type: 'cheater' as const,
          startAt: 1,
          note: '',
          tell: false,
        };
        await server.call('addWarning', { params: { sessionId }, body }, proctor);
        const { warnings } = await server.call('consoleSession', { params: { sessionId } }, proctor);
        const judging = { warningIds: warnings.map(({ id }) => id), judgement: 'dismissed' as const };
        await server.call('judge', { params: { sessionId }, body: judging }, proctor);
        const { review } = await server.call('consoleSession', { params: { sessionId } }, proctor);
        expect(review.state).toBe('pending');
      }
    });
  });

  it('takes two people who agree without seeing the other, where the exam asks for two', async () => {
    await withExam({ secondReviewer: true }, async (server, first, third) => {
      const student = await takeExam(server, ['phone']);
      const params = { sessionId: student.sessionId };
      const second = await server.signIn('proctor2', 'proctor2-password');
      const give = (token: string, state: 'accepted' | 'rejected') =>
        server.call('verdict', { params, body: { state, comment: `${state}!` } }, token);
      const mine = await give(first, 'rejected');
      expect(mine).toMatchObject({
        review: { state: 'pending' },
        opinionCount: 1,
        opinions: [{ isMine: true }],
      });
      const waiting = async (token: string) =>
        (await server.call('consoleSessions', { query: { review: 'mine' } }, token)).sessions.length;
      expect([await waiting(first), await waiting(second)]).toEqual([0, 1]);
      // The same person twice is still one.
      expect(await give(first, 'rejected')).toMatchObject({ review: { state: 'pending' }, opinionCount: 1 });
      const seen = await server.call('consoleSession', { params }, second);
      expect(seen).toMatchObject({ opinionCount: 1, opinions: [] });
      expect(JSON.stringify(seen)).not.toContain('rejected!');
      expect(await give(second, 'accepted')).toMatchObject({ review: { state: 'pending' }, opinionCount: 2 });
      const decided = await give(third, 'rejected');
      expect(decided).toMatchObject({ review: { state: 'rejected' }, decidedBy: 'Admin' });
      expect(decided.opinions).toHaveLength(3);
      // The next round begins with nobody's opinion.
      await server.call('addRemark', { params, body: { id: randomUUID(), text: 'Нет' } }, student.token);
      expect(await server.call('consoleSession', { params }, second)).toMatchObject({ opinionCount: 0 });
      expect(await waiting(first)).toBe(1);
    });
  });

  it('keeps from each of two reviewers what the other judged, until they have given their own opinion', async () => {
    await withExam({ secondReviewer: true }, async (server, first, admin) => {
      const student = await takeExam(server, ['phone', 'no_user_in_frame']);
      const params = { sessionId: student.sessionId };
      const second = await server.signIn('proctor2', 'proctor2-password');
      const see = (token: string) => server.call('consoleSession', { params }, token);
      const ids = (await see(first)).warnings.map(({ id }) => id);
      const judge = (token: string, judgement: 'confirmed' | 'dismissed', note: string) =>
        server.call('judge', { params, body: { warningIds: ids, judgement, note } }, token);
      const give = (token: string, state: 'accepted' | 'rejected') =>
        server.call('verdict', { params, body: { state, comment: `${state}!` } }, token);
      const judgedBy = async (token: string) =>
        (await see(token)).warnings.map(({ judgement, said }) => [
          judgement,
          said.map(({ by, judgement }) => `${by}: ${judgement}`),
        ]);
      const judged = await judge(first, 'confirmed', 'видно');
      expect(judged).toMatchObject({ warnings: [{ note: 'видно', said: [] }, {}] });
      expect(judged.score.score).toBeGreaterThan(0);
      await give(first, 'rejected');

      const unseen = await see(second);
      expect(unseen).toMatchObject({
        isIndependent: true,
        score: { score: 0 },
        warnings: [{ judgement: null, judgedBy: null }, { judgement: null }],
      });
      const told = [unseen, JSON.parse(await reportOf(server, second, student, 'json'))];
      for (const word of ['видно', 'warning_confirmed', 'rejected!'])
        expect(JSON.stringify(told)).not.toContain(word);
      await expect(server.call('evidence', { params }, second)).rejects.toMatchObject({ code: 'forbidden' });
      expect(await judge(second, 'dismissed', 'ничего')).toMatchObject({ score: { score: 0 } });
      const both = ['Вторая: dismissed', 'Данияр Ахметов: confirmed'];
      expect((await judgedBy(admin))[0]).toEqual(['dismissed', both]);
      expect((await see(admin)).opinions).toHaveLength(1);

      await give(second, 'accepted');
      expect(await see(second)).toMatchObject({ isIndependent: false, opinions: [{}, {}] });
      expect((await judgedBy(second))[0]).toEqual(['dismissed', both]);
      expect((await server.call('evidence', { params }, second)).byteLength).toBeGreaterThan(0);
      // Who sees the other's may still come to the same, and takes over no note.
      await server.call('judge', { params, body: { warningIds: ids, judgement: 'dismissed' } }, admin);
      expect((await see(admin)).warnings[0]!.said).toContainEqual({
        by: 'Admin',
        judgement: 'dismissed',
        note: '',
      });
      await give(admin, 'rejected');
      // In the next round everybody begins with what the first one left, and judges alone again.
      await server.call('addRemark', { params, body: { id: randomUUID(), text: 'Нет' } }, student.token);
      await judge(first, 'confirmed', 'всё же');
      expect((await judgedBy(first))[0]).toEqual(['confirmed', []]);
      expect((await judgedBy(second))[0]).toEqual(['dismissed', []]);
    });
  });

  it('keeps name and photos from reviewers until they ask, when it is blind', async () => {
    await withExam({ blindReview: true }, async (server, proctor, admin) => {
      const student = await takeExam(server);
      const params = { sessionId: student.sessionId };
      const hidden = await server.call('consoleSession', { params }, proctor);
      expect(hidden).toMatchObject({ isBlind: true, student: { email: null }, photos: [] });
      const { person } = await server.call('me', {}, student.token);
      for (const told of ['Серикова', person.id]) expect(JSON.stringify(hidden)).not.toContain(told);
      const photo = { params: { ...params, photo: 'passport' as const } };
      await expect(server.call('photo', photo, proctor)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(server.call('evidence', { params }, proctor)).rejects.toMatchObject({ code: 'forbidden' });
      const list = await server.call('consoleSessions', { query: {} }, proctor);
      expect(list.sessions[0]!.studentName).toBe(hidden.studentName);
      expect((await server.call('consoleSessions', { query: { q: 'Серикова' } }, proctor)).sessions).toEqual(
        [],
      );
      const report = await reportOf(server, proctor, student, 'json');
      expect(report).not.toContain('Серикова');
      const compare = async (line: string) => {
        const body = { csv: `User name,Started,Finished\n${line}` };
        return server.call('compareAttempts', { params: { examId: await student.examId() }, body }, proctor);
      };
      expect((await compare('')).withoutAttempt).toMatchObject([{ student: hidden.studentName }]);
      expect((await compare('student,,\n')).attempts).toMatchObject([
        { finding: 'covered', sessionId: null },
      ]);
      // Nor does the order of the lines tell who is who.
      for (const userName of ['student2', 'student2']) await takeExam(server, [], userName);
      const { sessions } = JSON.parse(await reportOf(server, proctor, student, 'json')) as {
        sessions: { student: string }[];
      };
      const names = sessions.map((session) => session.student);
      expect(names).toHaveLength(3);
      expect(names).toEqual(names.toSorted());

      // An administrator may review too: neither attempts nor what an LMS was to be told name whose session it is.
      const attempts = { params: { examId: await student.examId() }, query: { q: 'Серикова' } };
      const own = async () => (await server.call('examAttempts', attempts, admin)).rows;
      expect(await own()).toMatchObject([{ used: 1, sessions: [] }]);
      const { db, now } = server.services;
      const integration = await db.selectFrom('integrations').selectAll().executeTakeFirstOrThrow();
      const told = { sessionId: student.sessionId, integrationId: integration.id, createdAt: now() };
      await db
        .insertInto('outbox')
        .values({ ...told, kind: 'schedule', key: 'k', body: '{}', state: 'asks', tries: 1, dueAt: now() })
        .execute();
      const unsettled = async () => {
        const input = { params: { integrationId: integration.id } };
        return (await server.call('unsettledMessages', input, admin)).messages;
      };
      expect(await unsettled()).toMatchObject([{ studentName: hidden.studentName }]);
      // Another session of the same student, whose name is known, does not stand beside it.
      const second = await takeExam(server);
      const decided = { params: { sessionId: second.sessionId }, body: { state: 'accepted' as const } };
      await server.call('verdict', decided, proctor);
      const { collisions } = await server.call('collisions', { params: attempts.params }, proctor);
      const ids = collisions.flatMap(({ sessions: shown }) => shown.map(({ id }) => id));
      expect(ids).toContain(student.sessionId);
      expect(ids).not.toContain(second.sessionId);

      await server.call('showIdentity', { params }, proctor);
      const shown = await server.call('consoleSession', { params }, proctor);
      expect(shown).toMatchObject({ isBlind: false, studentName: 'Айгерим <b>Серикова</b>' });
      expect(shown.timeline.at(-1)).toMatchObject({ what: 'identity_shown', who: 'Данияр Ахметов' });
      expect(await server.call('photo', photo, proctor)).toEqual(new Uint8Array(jpeg('the same picture')));
      expect(await server.call('consoleSession', { params }, admin)).toMatchObject({ isBlind: true });
      await server.call('verdict', { params, body: { state: 'accepted' } }, proctor);
      expect(await server.call('consoleSession', { params }, admin)).toMatchObject({ isBlind: false });
      expect((await own())[0]!.sessions).toHaveLength(2);
      expect(await unsettled()).toMatchObject([{ studentName: 'Айгерим <b>Серикова</b>' }]);
    });
  });

  it('tells no name over the live socket either, when it is blind', async () => {
    await withExam({ blindReview: true }, async (server, proctor) => {
      const student = await takeExam(server);
      const { sessionId } = student;
      const { ticket } = await server.call('liveTicket', {}, proctor);
      const desk = new LiveClient(server, { ticket, protocol: String(PROTOCOL_VERSION) });
      await desk.opened();
      desk.send({ type: 'watch', sessionId });
      desk.send({ type: 'look', tiles: [], large: null });
      desk.send({ type: 'ping', sentAt: 1 });
      await desk.next('pong');
      // Their computer had died before it could send it.
      student.note({ kind: 'chat', id: messageId(), text: 'Я не успела' });
      await student.send();
      expect(await desk.next('chat')).toMatchObject({ message: { text: 'Я не успела' } });
      await desk.next('tile', ({ tile }) => (tile as { unread: number }).unread === 1);
      expect(JSON.stringify(desk.everything)).not.toContain('Серикова');
      desk.close();

      const waiting = await Student.signIn(server, 'student2');
      await waiting.goToBegin();
      waiting.note({ kind: 'intent', intent: 'finish' });
      await waiting.send();
      const { tiles } = await server.call('grid', { query: { share: 'all' } }, proctor);
      expect(tiles).toMatchObject([{ phase: 'finishing', studentName: expect.stringMatching(/^№ /) }]);
    });
  });

  it('leaves the first verdict alone where only that one counts', async () => {
    await withExam({ finalStatusOnly: true }, async (server, proctor) => {
      const student = await takeExam(server, ['phone']);
      const params = { sessionId: student.sessionId };
      const write = () =>
        server.call('addRemark', { params, body: { id: randomUUID(), text: 'Прошу учесть' } }, student.token);
      expect(await write()).toMatchObject({ remarks: [{ kind: 'comment' }], mayWrite: true });
      await server.call('verdict', { params, body: { state: 'accepted' } }, proctor);
      const again = server.call('verdict', { params, body: { state: 'rejected' } }, proctor);
      await expect(again).rejects.toMatchObject({ code: 'conflict' });
      // The answer was lost and the console asks again.
      const { timeline } = await server.call('verdict', { params, body: { state: 'accepted' } }, proctor);
      expect(timeline.filter(({ what }) => what === 'verdict_accepted')).toHaveLength(1);
      await expect(write()).rejects.toMatchObject({ code: 'conflict' });
      const { warnings } = await server.call('consoleSession', { params }, proctor);
      const judging = { warningIds: [warnings[0]!.id], judgement: 'confirmed' as const };
      await expect(server.call('judge', { params, body: judging }, proctor)).rejects.toMatchObject({
        code: 'conflict',
      });
      const added = {
        id: randomUUID() as WarningId,
        type: 'phone' as const,
        startAt: 1,
        note: '',
        tell: false,
      };
      await expect(server.call('addWarning', { params, body: added }, proctor)).rejects.toMatchObject({
        code: 'conflict',
      });
      expect((await server.call('consoleSession', { params }, proctor)).warnings).toHaveLength(1);
      expect(await server.call('ownRecord', { params }, student.token)).toMatchObject({ mayWrite: false });
    });
  });

  it('reports an exam as a table that no spreadsheet runs, and what cannot be chance', async () => {
    await withExam({}, async (server, proctor) => {
      const one = await takeExam(server, ['phone']);
      const other = await takeExam(server, [], 'student2');
      await server.call(
        'verdict',
        { params: { sessionId: one.sessionId }, body: { state: 'rejected', comment: '=1+1, "да"' } },
        proctor,
      );
      const csv = (await reportOf(server, proctor, one, 'csv')).split('\r\n');
      expect(csv).toHaveLength(4);
      expect(csv[0]).toMatch(/^.?"sessionId","student","email"/);
      expect(csv.find((line) => line.includes('Серикова'))).toContain(`"'=1+1, ""да"""`);
      const report = JSON.parse(await reportOf(server, proctor, one, 'json')) as { sessions: object[] };
      expect(report.sessions).toMatchObject([
        { student: "O'Brien & <script>alert(1)</script>", verdict: 'pending', warnings: [] },
        { verdict: 'rejected', decidedBy: 'Данияр Ахметов', unjudged: 1, warnings: [{ type: 'phone' }] },
      ]);

      const client = randomUUID();
      const ticket = (client: string) =>
        server.call(
          'sessionTicket',
          { params: { sessionId: one.sessionId }, query: { client } },
          one.uploadToken,
        );
      await ticket(client);
      await ticket(client);
      const params = { examId: await one.examId() };
      const ofKind = async (kind: string) => {
        const { collisions } = await server.call('collisions', { params }, proctor);
        return collisions.filter((each) => each.kind === kind);
      };
      expect(await ofKind('machines')).toEqual([]);
      await ticket(randomUUID());
      const [machines] = await ofKind('machines');
      expect(machines).toMatchObject({
        sessions: [{ id: one.sessionId }],
        details: [client, expect.any(String)],
      });
      const [photo] = await ofKind('photo');
      expect(photo!.sessions.map(({ id }) => id).sort()).toEqual([one.sessionId, other.sessionId].sort());
      // Who it was in an exam that others proctor, they are not told.
      const { db } = server.services;
      const [exam] = await db.selectFrom('exams').selectAll().where('id', '=', params.examId).execute();
      const walled = { ...exam!, id: randomUUID() as ExamId, key: 'walled' };
      const { settings, lms } = walled;
      const json = { settings: JSON.stringify(settings), lms: JSON.stringify(lms) };
      await db
        .insertInto('exams')
        .values({ ...walled, ...json })
        .execute();
      const second = await server.signIn('proctor2', 'proctor2-password');
      const { person: named } = await server.call('me', {}, second);
      await db.insertInto('examProctors').values({ examId: walled.id, personId: named.id }).execute();
      await sql`update sessions set "examId" = ${walled.id} where id = ${other.sessionId}`.execute(db);
      const names = async (token: string) => {
        const { collisions } = await server.call('collisions', { params }, token);
        return collisions.find(({ kind }) => kind === 'photo')!.sessions.map((each) => each.studentName);
      };
      expect(await names(second)).toContain("O'Brien & <script>alert(1)</script>");
      expect((await names(proctor)).sort()).toEqual([
        'Айгерим <b>Серикова</b>',
        expect.stringMatching(/^№ /),
      ]);
      const elsewhere = await server.signIn('other-proctor', 'other-proctor-password', 'other');
      await expect(server.call('collisions', { params }, elsewhere)).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(
        server.call('examReport', { params, query: { format: 'csv' } }, elsewhere),
      ).rejects.toMatchObject({ code: 'not_found' });
    });
  });

  it('gives one student what they are granted, and tells nobody why', async () => {
    await withExam({ durationMinutes: 60 }, async (server, proctor, admin) => {
      const student = await Student.signIn(server);
      const examId = await student.examId();
      await student.open();
      const accommodation = {
        extraMinutes: 30,
        disabledDetectors: ['avert_eyes' as const],
        widenBy: 2,
      };
      const note = 'нистагм, справка 17';
      const params = { examId, subject: 'Student' };
      await server.call('grantAccommodation', { params, body: { accommodation, note } }, admin);
      const listed = await server.call('accommodations', { params: { examId } }, admin);
      expect(listed.granted).toMatchObject([
        { subject: 'student', name: 'Айгерим <b>Серикова</b>', accommodation, note },
      ]);
      expect(listed.students.map(({ subject }) => subject).sort()).toEqual(['student', 'student2']);
      await expect(server.call('accommodations', { params: { examId } }, proctor)).rejects.toMatchObject({
        code: 'forbidden',
      });

      await student.open();
      await student.consent();
      await student.check();
      await student.photo('passport');
      const view = await student.begin();
      expect(view).toMatchObject({
        durationMinutes: 90,
        detection: { noUserMs: 10_000, gazeYawDegrees: 50, disabledDetectors: ['avert_eyes'] },
      });
      expect(view.endsAt).toBe(view.startedAt! + 90 * 60_000);
      const detail = await server.call(
        'consoleSession',
        { params: { sessionId: student.sessionId } },
        proctor,
      );
      expect(detail.accommodation).toEqual(accommodation);
      expect(JSON.stringify([view, detail])).not.toContain('нистагм');
      const other = await Student.signIn(server, 'student2');
      expect(await other.open()).toMatchObject({ durationMinutes: 60 });

      await server.call('withdrawAccommodation', { params }, admin);
      expect(await student.view()).toMatchObject({ durationMinutes: 90 });
      expect((await server.call('accommodations', { params: { examId } }, admin)).granted).toEqual([]);
    });
  });
});

async function reportOf(
  server: TestServer,
  token: string,
  student: Student,
  format: 'csv' | 'json',
): Promise<string> {
  const params = { examId: await student.examId() };
  const bytes = await server.call('examReport', { params, query: { format } }, token);
  return new TextDecoder().decode(bytes as Uint8Array);
}
