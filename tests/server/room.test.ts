import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import commonKk from '../../assets/_locales/kk/common.json' with { type: 'json' };
import type { SessionDetail } from '../../src/protocol/api.ts';
import type { WarningId } from '../../src/protocol/ids.ts';
import type { Services } from '../../src/server/context.ts';
import { broadcast } from '../../src/server/room/broadcast.ts';
import { sha256, messageId, newWarning, setupWith, Student } from './exam-actors.ts';
import { describeOnEachDatabase, startServer, type TestServer } from './harness.ts';

const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.from('picture'),
]);
const refused = (code: string) => expect.objectContaining({ code });

describeOnEachDatabase('the proctor’s room', (database) => {
  let server: TestServer;
  let proctor: string;
  let admin: string;
  beforeAll(async () => {
    server = await startServer({
      database,
      setup: setupWith({ identification: 'skip', durationMinutes: 60, attemptsAllowed: 50 }),
    });
    proctor = await server.signIn('proctor', 'proctor-password');
    admin = await server.signIn('admin', 'admin-password');
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
  const of = ({ sessionId }: Student) => ({ params: { sessionId } });
  const detail = (student: Student): Promise<SessionDetail> =>
    server.call('consoleSession', of(student), proctor);
  const end = (student: Student) =>
    server.call('endExam', { ...of(student), body: { reason: 'конец' } }, proctor);
  const withImage = (student: Student, id = messageId()) => ({
    params: { ...of(student).params, messageId: id },
    body: png,
  });
  const headers = { headers: { 'examus-sha256': sha256(png) } };

  describe('a pause', () => {
    it('stops our clock, hides the quiz only when its cost is accepted, and gives the time back', async () => {
      const student = await running();
      const before = await student.view();
      const pause = (more: object) =>
        server.call(
          'pauseExam',
          { ...of(student), body: { reason: 'Пожар', curtain: true, ...more } },
          proctor,
        );
      await expect(pause({})).rejects.toEqual(refused('conflict'));
      expect((await student.view()).phase).toBe('running');
      await pause({ lmsTimeIsLost: true });
      await pause({ lmsTimeIsLost: true });
      expect(await student.view()).toMatchObject({
        phase: 'paused',
        curtain: true,
        proctorMessage: 'Пожар',
        endsAt: null,
      });
      server.turnClock(10 * 60_000);
      await server.call('resumeExam', of(student), proctor);
      const after = await student.view();
      expect(after).toMatchObject({ phase: 'running', curtain: false, proctorMessage: null });
      expect(after.endsAt! - before.endsAt!).toBeGreaterThanOrEqual(10 * 60_000);
      expect(after.endsAt! - before.endsAt!).toBeLessThan(11 * 60_000);
      const { timeline } = await detail(student);
      const paused = timeline.filter(({ what }) => what === 'paused');
      const { stoodStillMs, lmsLostMs } = await detail(student);
      expect(stoodStillMs).toBeGreaterThanOrEqual(10 * 60_000);
      expect(lmsLostMs).toBe(stoodStillMs);
      expect(paused).toMatchObject([{ who: 'Данияр Ахметов', detail: 'curtain: Пожар' }]);

      // Without a curtain the student can work on: nothing is lost at the LMS.
      await pause({ curtain: false });
      server.turnClock(10 * 60_000);
      await server.call('resumeExam', of(student), proctor);
      const open = await detail(student);
      expect(open.stoodStillMs).toBeGreaterThanOrEqual(20 * 60_000);
      expect(open.lmsLostMs).toBe(lmsLostMs);
      const params = { examId: open.examId };
      const report = await server.call('examReport', { params, query: { format: 'json' } }, proctor);
      expect(JSON.parse(Buffer.from(report).toString())).toMatchObject({
        sessions: [{ stoodStillMinutes: 20, lmsLostMinutes: 10, addedMinutes: 0 }],
      });
      await end(student);
    });

    it('is refused before the exam runs and after it', async () => {
      const student = await running();
      await end(student);
      const body = { reason: 'x', curtain: false };
      await expect(server.call('pauseExam', { ...of(student), body }, proctor)).rejects.toEqual(
        refused('wrong_phase'),
      );
    });
  });

  it('takes its proctors from two admins at once', async () => {
    const student = await Student.signIn(server);
    const params = { examId: await student.examId() };
    const { id } = (await server.call('me', {}, proctor)).person;
    const set = (proctorIds: (typeof id)[]) =>
      server.call('setExamRoom', { params, body: { proctorIds, fixed: [] } }, admin);
    const rooms = await Promise.all(Array.from({ length: 8 }, () => set([id])));
    expect(rooms.map(({ room }) => room.proctors.length)).toEqual(rooms.map(() => 1));
    await set([]);
  });

  it('adds time for one student alone', async () => {
    const student = await running();
    const other = await running('student2');
    const [before, otherBefore] = [await student.view(), await other.view()];
    const body = { id: randomUUID(), minutes: 15, reason: 'болезнь' };
    await server.call('extendExam', { ...of(student), body }, proctor);
    // The answer was lost and the console asks again.
    await server.call('extendExam', { ...of(student), body }, proctor);
    expect((await student.view()).endsAt).toBe(before.endsAt! + 15 * 60_000);
    expect((await other.view()).endsAt).toBe(otherBefore.endsAt);
    for (const minutes of [0, -5, 1.5, 10_000, '15']) {
      const body = { id: randomUUID(), minutes: minutes as number, reason: 'x' };
      await expect(server.call('extendExam', { ...of(student), body }, proctor)).rejects.toEqual(
        refused('bad_request'),
      );
    }
    await end(student);
    await end(other);
  });

  it('opens a closed session again, with the whole return window before it', async () => {
    const student = await running();
    await end(student);
    await student.drained();
    expect((await student.view()).phase).toBe('closed');
    server.turnClock(30 * 60_000);
    await server.call('reopenSession', { ...of(student), body: { reason: 'по ошибке' } }, proctor);
    const { phase, endsAt } = await student.view();
    expect(phase).toBe('running');
    expect(endsAt! - server.services.now()).toBeGreaterThan(55 * 60_000);
    await end(student);
  });

  it('lets a student on who cannot take a photo', async () => {
    const own = await startServer({ database, setup: setupWith({ identification: 'passport' }) });
    try {
      const student = await Student.signIn(own);
      await student.open();
      await student.consent();
      expect((await student.check()).phase).toBe('checked');
      const token = await own.signIn('proctor', 'proctor-password');
      const body = { reason: 'камера не видит документ' };
      await own.call('waivePhotos', { params: { sessionId: student.sessionId }, body }, token);
      expect((await student.view()).phase).toBe('identified');
    } finally {
      await own.close();
    }
  });

  it('keeps a warning of a person, and tells it in the student’s language', async () => {
    const student = await Student.signIn(server);
    await student.open();
    await student.consent('en');
    await student.check();
    await student.begin();
    const startAt = server.services.now() - 5000;
    const id = randomUUID() as WarningId;
    const body = { id, type: 'phone' as const, startAt, note: '<b>под столом</b>', tell: true };
    await server.call('addWarning', { ...of(student), body }, proctor);
    await server.call('addWarning', { ...of(student), body }, proctor);
    const { warnings, chat } = await detail(student);
    expect(warnings).toMatchObject([{ type: 'phone', source: 'human', startAt, reason: body.note }]);
    expect(chat.map(({ text }) => text)).toEqual(['Phone is used. <b>под столом</b>']);
    const technical = { ...body, type: 'mic_muted' as const };
    await expect(server.call('addWarning', { ...of(student), body: technical }, proctor)).rejects.toEqual(
      refused('bad_request'),
    );
    await end(student);
  });

  it('passes what a machine noticed on to the student, in their language, once', async () => {
    const student = await Student.signIn(server);
    await student.open();
    await student.consent('kk');
    await student.check();
    await student.begin();
    const other = await running('student2');
    const warning = newWarning('voice_detected', server.services.now());
    student.note({ kind: 'warning', warning });
    await student.send();
    const id = messageId();
    const forward = (to: Student, warningId = warning.id, token = proctor, as = id) =>
      server.call('forwardWarning', { params: { ...of(to).params, warningId }, body: { id: as } }, token);
    const sent = await forward(student);
    expect(sent).toMatchObject({ id, from: 'proctor', text: commonKk.warning_voice_detected });
    expect(await forward(student)).toEqual(sent);
    const { chat, timeline, warnings } = await detail(student);
    expect(chat).toHaveLength(1);
    expect(timeline.filter(({ what }) => what === 'warning_forwarded')).toMatchObject([
      { who: 'Данияр Ахметов', detail: `${warning.id} voice_detected` },
    ]);
    // Telling is no judgement.
    expect(warnings).toMatchObject([{ id: warning.id, judgement: null }]);
    await expect(forward(other)).rejects.toEqual(refused('not_found'));
    const stranger = await server.signIn('other-proctor', 'other-proctor-password', 'other');
    await expect(forward(student, warning.id, stranger)).rejects.toEqual(refused('not_found'));
    await end(student);
    await student.drained();
    // The answer was lost, and the exam closed before the console asked again.
    expect(await forward(student)).toEqual(sent);
    await expect(forward(student, warning.id, proctor, messageId())).rejects.toEqual(refused('wrong_phase'));
    await end(other);
  });

  it('answers passing a warning on again as the first time, whatever the student reads by now', async () => {
    const student = await Student.signIn(server);
    await student.open();
    const add = (type: 'phone' | 'voice_detected') => {
      const body = {
        id: randomUUID() as WarningId,
        type,
        startAt: server.services.now(),
        note: '',
        tell: false,
      };
      return server.call('addWarning', { ...of(student), body }, proctor).then(() => body.id);
    };
    const [phone, voice] = [await add('phone'), await add('voice_detected')];
    const id = messageId();
    const forward = (warningId: WarningId) =>
      server.call('forwardWarning', { params: { ...of(student).params, warningId }, body: { id } }, proctor);
    const sent = await forward(phone);
    // Before they agree nobody knows their language; the answer was lost.
    await student.consent('kk');
    expect(await forward(phone)).toEqual(sent);
    await expect(forward(voice)).rejects.toEqual(refused('conflict'));
    expect((await detail(student)).chat).toEqual([sent]);
    await student.check();
    await student.begin();
    await end(student);
  });

  describe('chat', () => {
    it('reaches everybody at an exam once, whoever sends it twice', async () => {
      const [one, two] = [await running(), await running('student2')];
      const input = {
        params: { examId: (await detail(one)).examId },
        body: { id: messageId(), text: 'Осталось 10 минут' },
      };
      expect(await server.call('broadcast', input, proctor)).toEqual({ sent: 2 });
      await server.call('broadcast', input, proctor);
      for (const student of [one, two]) {
        expect((await detail(student)).chat.map(({ text }) => text)).toEqual(['Осталось 10 минут']);
      }
      const stranger = await server.signIn('other-proctor', 'other-proctor-password', 'other');
      await expect(server.call('broadcast', input, stranger)).rejects.toEqual(refused('not_found'));
      await end(one);
      await end(two);
    });

    it('reaches the others where one student cannot be written to, and the author is told', async () => {
      const students = [await running(), await running('student2')];
      const { examId } = await detail(students[0]!);
      const { person } = await server.call('me', {}, proctor);
      const { services } = server;
      for (const bad of students) {
        const live: Services['live'] = {
          ...services.live,
          chatAdded(sessionId) {
            if (sessionId === bad.sessionId) throw new Error('not this one');
          },
        };
        const words = { id: messageId(), text: `Всем, кроме ${bad.sessionId}` };
        await expect(broadcast({ ...services, live }, examId, person, words)).rejects.toThrow('not this one');
        const other = students.find((student) => student !== bad)!;
        expect((await detail(other)).chat.at(-1)).toMatchObject({ text: words.text });
      }
      for (const student of students) await end(student);
    });

    it('counts what no proctor has read', async () => {
      const student = await running();
      student.note({ kind: 'chat', id: messageId(), text: 'Можно вопрос?' });
      student.note({ kind: 'chat', id: messageId(), text: 'Ау' });
      await student.send();
      expect((await detail(student)).unreadCount).toBe(2);
      await server.call('readChat', { ...of(student), body: { upTo: 1 } }, proctor);
      expect((await detail(student)).unreadCount).toBe(1);
      await server.call('readChat', { ...of(student), body: { upTo: 1000 } }, proctor);
      await server.call('readChat', { ...of(student), body: { upTo: 1 } }, proctor);
      expect((await detail(student)).unreadCount).toBe(0);
      await end(student);
    });

    it('carries pictures both ways, each once, to those two alone', async () => {
      const student = await running();
      const other = await running('student2');
      const input = withImage(student);
      const sent = await server.call('proctorImage', input, proctor, headers);
      expect(await server.call('proctorImage', input, proctor, headers)).toEqual(sent);
      await server.call('studentImage', withImage(student), student.uploadToken, headers);
      const { chat } = await detail(student);
      expect(chat.map(({ from, hasImage }) => [from, hasImage])).toEqual([
        ['proctor', true],
        ['student', true],
      ]);
      const { params } = input;
      const got = await server.call('ownChatImage', { params }, student.uploadToken);
      expect(sha256(got)).toBe(sha256(png));
      expect(sha256(await server.call('chatImage', { params }, proctor))).toBe(sha256(png));
      const foreign = { params: { ...params, sessionId: other.sessionId } };
      await expect(server.call('ownChatImage', foreign, other.uploadToken)).rejects.toEqual(
        refused('not_found'),
      );
      await end(student);
      await end(other);
    });

    it('gives what was taken before the exam closed the same answer afterwards, and takes nothing new', async () => {
      const student = await running();
      const picture = withImage(student);
      const words = { ...of(student), body: { id: messageId(), text: 'Видно хорошо' } };
      const sendPicture = (input = picture) => server.call('proctorImage', input, proctor, headers);
      const sendWords = (input = words) => server.call('proctorChat', input, proctor);
      const taken = [await sendPicture(), await sendWords()];
      await end(student);
      await student.drained();
      expect([await sendPicture(), await sendWords()]).toEqual(taken);
      await expect(sendPicture(withImage(student))).rejects.toEqual(refused('wrong_phase'));
      const more = { ...words, body: { ...words.body, id: messageId() } };
      await expect(sendWords(more)).rejects.toEqual(refused('wrong_phase'));
      expect((await detail(student)).chat).toHaveLength(2);
    });

    it('refuses what is no picture, too large, or not what its hash says', async () => {
      const student = await running();
      const send = (body: Buffer, hash = sha256(body)) =>
        server.call('proctorImage', { ...withImage(student), body }, proctor, {
          headers: { 'examus-sha256': hash },
        });
      await expect(send(Buffer.from('<svg onload=alert(1)>'))).rejects.toEqual(refused('unsupported_media'));
      await expect(send(png, sha256('else'))).rejects.toEqual(refused('wrong_hash'));
      const huge = Buffer.concat([png, Buffer.alloc(2 * 1024 * 1024)]);
      await expect(send(huge)).rejects.toEqual(refused('too_large'));
      expect((await detail(student)).chat).toEqual([]);
      await end(student);
    });
  });

  it('offers replies in every language, which an institution may replace', async () => {
    const { replies, isOwn } = await server.call('quickReplies', {}, proctor);
    expect(isOwn).toBe(false);
    expect(new Set(replies.map(({ stage }) => stage))).toEqual(
      new Set(['admission', 'exam', 'pause', 'over']),
    );
    const own = [{ stage: 'exam' as const, texts: { ru: 'Да', kk: 'Иә', en: 'Yes' } }];
    await server.call('setQuickReplies', { body: { replies: own } }, admin);
    expect(await server.call('quickReplies', {}, proctor)).toEqual({ replies: own, isOwn: true });
    const stranger = await server.signIn('other-proctor', 'other-proctor-password', 'other');
    expect((await server.call('quickReplies', {}, stranger)).isOwn).toBe(false);
    const [entry] = (await server.call('adminAudit', { query: {} }, admin)).entries;
    expect(entry).toMatchObject({ what: 'quick_replies_changed' });
    expect(entry?.changes).toContainEqual({ field: 'isOwn', before: false, after: true });
    await server.call('setQuickReplies', { body: { replies: null } }, admin);
    expect((await server.call('quickReplies', {}, proctor)).isOwn).toBe(false);
  });
});
