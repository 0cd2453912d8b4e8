import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MessageId, SessionId } from '../../src/protocol/ids.ts';
import { CHAIN_START, chainText } from '../../src/protocol/journal.ts';
import {
  goodReport,
  inPath,
  jpeg,
  messageId,
  newWarning,
  piece,
  setupWith,
  sha256,
  Student,
} from './exam-actors.ts';
import { startServer, type TestServer } from './harness.ts';

let server: TestServer;
let student: Student;
let stranger: Student;
let proctor: string;
let foreignProctor: string;

beforeAll(async () => {
  server = await startServer({ setup: setupWith({ rules: { allow_to_use_books: true } }) });
  student = await Student.signIn(server);
  stranger = await Student.signIn(server, 'student2');
  await student.goToBegin();
  await stranger.goToBegin();
  proctor = await server.signIn('proctor', 'proctor-password');
  foreignProctor = await server.signIn('other-proctor', 'other-proctor-password', 'other');
});
afterAll(() => server.close());

const camera = (seq: number, epoch = 0) => ({ kind: 'camera' as const, epoch, seq });
const refused = (code: string, details?: object) =>
  expect.objectContaining({ code, ...(details ? { details: expect.objectContaining(details) } : {}) });

describe('pieces of a recording', () => {
  it.each([
    [
      'another hash',
      () => student.put(camera(1), piece(1), { headers: { 'examus-sha256': 'a'.repeat(64) } }),
      'wrong_hash',
    ],
    ['no hash', () => student.put(camera(1), piece(1), { headers: { 'examus-sha256': '' } }), 'bad_request'],
    [
      'no start',
      () => student.put(camera(1), piece(1), { headers: { 'examus-start-at': 'soon' } }),
      'bad_request',
    ],
    ['a start in 1970', () => student.put(camera(1), piece(1), { startAt: 5 }), 'bad_request'],
    ['a negative duration', () => student.put(camera(1), piece(1), { durationMs: -1 }), 'bad_request'],
    ['a duration of days', () => student.put(camera(1), piece(1), { durationMs: 1e9 }), 'bad_request'],
    [
      'another type',
      () => student.put(camera(1), piece(1), { headers: { 'content-type': 'text/html' } }),
      'unsupported_media',
    ],
    [
      'bytes of something else',
      () => student.put(camera(1), Buffer.from('<html>hello</html>')),
      'unsupported_media',
    ],
    ['a media piece as init', () => student.put(camera(0), piece(1)), 'unsupported_media'],
    ['an init piece as media', () => student.put(camera(1), piece(0)), 'unsupported_media'],
    ['nothing', () => student.put(camera(1), Buffer.alloc(0)), 'bad_request'],
    ['a number out of range', () => student.put(camera(1_000_001)), 'bad_request'],
    ['an epoch out of range', () => student.put(camera(1, 2_147_483_648)), 'bad_request'],
    ['a negative number', () => student.put(camera(-1)), 'bad_request'],
    ['an unknown kind', () => student.put({ kind: 'phone' as 'camera', epoch: 0, seq: 1 }), 'bad_request'],
  ])('refuses %s', async (_, put, code) => {
    await expect(put()).rejects.toEqual(refused(code));
  });

  it('refuses a body of 100 MB and stays up', async () => {
    const huge = Buffer.concat([piece(1), Buffer.alloc(100_000_000)]);
    // The server answers before it has read everything, which may reach the client as a broken line.
    await expect(student.put(camera(1), huge)).rejects.toMatchObject({
      code: expect.stringMatching(/^(too_large|unavailable)$/),
    });
    expect(await student.view()).toMatchObject({ phase: 'running' });
  });

  it('takes what a fast clock dates in the future, concludes nothing from it, and marks the session once', async () => {
    const { db } = server.services;
    const of = student.sessionId;
    const startAt = Date.now() + 3_600_000;
    for (const seq of [5, 6]) {
      expect(await student.put(camera(seq, 9), piece(seq), { startAt })).toEqual({ stored: true });
    }
    const acts = await db
      .selectFrom('acts')
      .select('detail')
      .where('sessionId', '=', of)
      .where('what', '=', 'clock_ahead')
      .execute();
    expect(acts).toEqual([{ detail: expect.stringMatching(/^3\d{3} s$/) }]);
    const { capturedUntil } = await db
      .selectFrom('sessions')
      .select('capturedUntil')
      .where('id', '=', of)
      .executeTakeFirstOrThrow();
    expect(capturedUntil ?? 0).toBeLessThan(startAt);
  });

  it('takes the same bytes twice and other bytes never', async () => {
    await student.put(camera(7));
    expect(await student.put(camera(7))).toEqual({ stored: true });
    await expect(student.put(camera(7), piece(7, 'other'))).rejects.toEqual(
      refused('conflict', { sha256: sha256(piece(7)) }),
    );
    const params = { sessionId: student.sessionId, ...inPath(camera(7)) };
    expect(Buffer.from((await server.call('segment', { params }, proctor)) as Uint8Array)).toEqual(piece(7));
  });

  it('stores one of many that come at once, and acknowledges no other', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => student.put(camera(9), piece(9, `version ${index % 2}`))),
    );
    const stored = results.filter(({ status }) => status === 'fulfilled');
    expect(stored).toHaveLength(4);
    const params = { sessionId: student.sessionId, ...inPath(camera(9)) };
    const bytes = Buffer.from((await server.call('segment', { params }, proctor)) as Uint8Array);
    const winner = results.findIndex(({ status }) => status === 'fulfilled') % 2;
    expect(bytes).toEqual(piece(9, `version ${winner}`));
  });

  it('refuses what is recorded before the exam runs', async () => {
    const early = await Student.signIn(server, 'other-student', 'other');
    await early.open();
    await expect(early.put(camera(0))).rejects.toEqual(refused('wrong_phase'));
  });
});

describe('the journal', () => {
  it('refuses a gap, a broken chain and another history, and loses nothing', async () => {
    student.note({ kind: 'event', event: 'copy', detail: '1' });
    student.note({ kind: 'event', event: 'copy', detail: '2' });
    student.note({ kind: 'event', event: 'copy', detail: '3' });
    const [one, two, three] = student.journal as [(typeof student.journal)[0], ...typeof student.journal];
    await expect(student.send([two!])).rejects.toEqual(refused('conflict', { expected: 1 }));
    // `expected` never passes what is durable: the client forgets everything before it.
    await expect(student.send([one, three!])).rejects.toEqual(refused('conflict', { expected: 1 }));
    expect(await student.send([one])).toMatchObject({ acknowledged: 1 });
    expect(await student.send([one, two!])).toMatchObject({ acknowledged: 2 });
    expect(await student.send([one])).toMatchObject({ acknowledged: 2 });

    const changed = { ...three!, body: { kind: 'event', event: 'paste', detail: '3' } as const };
    await expect(student.send([changed])).rejects.toEqual(refused('conflict', { expected: 3 }));
    const foreign = { seq: 3, at: three!.at, body: three!.body, prev: CHAIN_START };
    await expect(student.send([{ ...foreign, hash: sha256(chainText(foreign)) }])).rejects.toEqual(
      refused('conflict', { expected: 3 }),
    );
    const rewritten = { seq: 2, at: 1, body: two!.body, prev: one.hash };
    await expect(student.send([{ ...rewritten, hash: sha256(chainText(rewritten)) }])).rejects.toEqual(
      refused('conflict', { expected: 3 }),
    );
    expect(await student.send()).toMatchObject({ acknowledged: 3 });
  });

  it('takes one batch once, however often it comes at the same time', async () => {
    student.note({ kind: 'chat', id: messageId(), text: 'один раз' });
    student.note({ kind: 'warning', warning: newWarning('avert_eyes', server.services.now()) });
    const answers = await Promise.all(Array.from({ length: 6 }, () => student.send()));
    expect(answers.map(({ acknowledged }) => acknowledged)).toEqual(Array(6).fill(5));
    const { messages } = await server.call(
      'chatHistory',
      { params: { sessionId: student.sessionId } },
      student.uploadToken,
    );
    expect(messages.filter(({ text }) => text === 'один раз')).toHaveLength(1);
  });

  it('keeps no warning that the rules allow', async () => {
    student.note({ kind: 'warning', warning: newWarning('books', server.services.now()) });
    await student.send();
    const params = { sessionId: student.sessionId };
    const { warnings } = await server.call('consoleSession', { params }, proctor);
    expect(warnings.map(({ type }) => type)).toEqual(['avert_eyes']);
  });

  it('applies nothing of a batch when one entry of it is refused', async () => {
    const before = student.journal.length;
    student.note({ kind: 'chat', id: messageId(), text: 'zzz' });
    student.note({
      kind: 'warning',
      warning: newWarning('cheater', server.services.now(), { source: 'human' }),
    });
    await expect(student.send()).rejects.toEqual(refused('bad_request'));
    student.journal.length = before;
    const params = { sessionId: student.sessionId };
    const { journalSeq } = await server.call('listSegments', { params }, student.uploadToken);
    expect(journalSeq).toBe(before);
    const detail = await server.call('consoleSession', { params }, proctor);
    expect(detail.chat.map(({ text }) => text)).not.toContain('zzz');
  });

  it('notes a warning with the id of another session’s, and goes on behind it', async () => {
    const taken = newWarning('voice_detected', server.services.now());
    stranger.note({ kind: 'warning', warning: taken });
    await stranger.send();
    student.note({ kind: 'warning', warning: { ...taken, endAt: taken.startAt + 1 } });
    student.note({ kind: 'chat', id: messageId(), text: 'behind it' });
    await student.send();
    const params = { sessionId: student.sessionId };
    const detail = await server.call('consoleSession', { params }, proctor);
    expect(detail.chat.map(({ text }) => text)).toContain('behind it');
    expect(detail.warnings.map(({ id }) => id)).not.toContain(taken.id);
    expect(detail.timeline.map(({ what }) => what)).toContain('entry_without_effect');
  });

  it('notes a message with the id of another one, and goes on behind it', async () => {
    const id = messageId();
    for (const text of ['first of its id', 'second of its id']) student.note({ kind: 'chat', id, text });
    student.note({ kind: 'chat', id: messageId(), text: 'behind both' });
    await student.send();
    const params = { sessionId: student.sessionId };
    const { chat, timeline } = await server.call('consoleSession', { params }, proctor);
    expect(chat.map(({ text }) => text).slice(-2)).toEqual(['first of its id', 'behind both']);
    expect(timeline.at(-1)?.what).toBe('entry_without_effect');
  });

  it.each([
    ['no entries', []],
    ['a wrong type', [{ seq: '1', at: 0, body: {}, prev: CHAIN_START, hash: CHAIN_START }]],
    [
      '501 entries',
      Array.from({ length: 501 }, () => ({
        seq: 1,
        at: 0,
        body: { kind: 'intent', intent: 'finish' },
        prev: CHAIN_START,
        hash: CHAIN_START,
      })),
    ],
    ['an unknown kind', [{ seq: 1, at: 0, body: { kind: 'verdict' }, prev: CHAIN_START, hash: CHAIN_START }]],
  ])('refuses %s', async (_, entries) => {
    await expect(student.send(entries as typeof student.journal)).rejects.toEqual(refused('bad_request'));
  });
});

describe('the steps before an exam', () => {
  it('come in their order', async () => {
    const late = await Student.signIn(server, 'other-student2', 'other');
    await late.open();
    await expect(late.check()).rejects.toEqual(refused('consent_missing'));
    await expect(late.photo('passport')).rejects.toEqual(refused('consent_missing'));
    await expect(late.begin()).rejects.toEqual(refused('consent_missing'));
    late.note({ kind: 'chat', id: messageId(), text: 'early' });
    await expect(late.send()).rejects.toEqual(refused('consent_missing'));

    const params = { sessionId: late.sessionId };
    const text = await server.call('consentText', { params, query: { language: 'en' } }, late.token);
    const body = { version: text.version, language: 'ru', sha256: text.sha256, accepted: true } as const;
    await expect(server.call('consent', { params, body }, late.token)).rejects.toEqual(refused('conflict'));
    await expect(
      server.call('consent', { params, body: { ...body, accepted: false as true } }, late.token),
    ).rejects.toEqual(refused('bad_request'));
    await late.consent('en');

    await expect(late.photo('passport')).rejects.toEqual(refused('wrong_phase'));
    const red = goodReport.results.map((result) => ({ ...result, ok: result.id !== 'screen' }));
    await expect(late.check({ ...goodReport, results: red })).rejects.toEqual(
      refused('conflict', { failed: ['screen'] }),
    );
    await expect(late.check({ ...goodReport, results: goodReport.results.slice(0, 1) })).rejects.toEqual(
      refused('conflict', { failed: ['microphone', 'screen', 'server'] }),
    );
    await late.check();
    await expect(late.begin()).rejects.toEqual(refused('wrong_phase'));
    await expect(late.photo('face')).rejects.toEqual(refused('bad_request'));
    await expect(late.photo('passport', Buffer.from('GIF89a…'))).rejects.toEqual(
      refused('unsupported_media'),
    );
    await expect(late.photo('passport', jpeg(), 'b'.repeat(64))).rejects.toEqual(refused('wrong_hash'));
    await late.photo('passport', jpeg('first'));
    await late.photo('passport', jpeg('second'));
    expect(await late.begin()).toMatchObject({ phase: 'running' });
    await expect(late.photo('passport')).rejects.toEqual(refused('wrong_phase'));
    await expect(late.drained()).rejects.toEqual(refused('wrong_phase'));

    const detail = await server.call('consoleSession', { params }, foreignProctor);
    expect(detail.checks).toHaveLength(3);
    const photo = await server.call('photo', { params: { ...params, photo: 'passport' } }, foreignProctor);
    expect(Buffer.from(photo as Uint8Array)).toEqual(jpeg('second'));
  });

  it('open one session for two clicks at once', async () => {
    const admin = await Student.signIn(server, 'student2');
    const params = { examId: await admin.examId() };
    await server.call(
      'endExam',
      { params: { sessionId: stranger.sessionId }, body: { reason: 'x' } },
      proctor,
    );
    const opened = await Promise.all(
      Array.from({ length: 8 }, () => server.call('openSession', { params }, admin.token)),
    );
    expect(new Set(opened.map(({ session }) => session.id)).size).toBe(1);
    expect(opened[0]!.session.id).not.toBe(stranger.sessionId);
    expect(new Set(opened.map(({ uploadToken }) => uploadToken)).size).toBe(8);
  });
});

describe('text that cannot be kept', () => {
  it.each(['a\0b', 'a\ud800b'])('%j is refused by its name, not by a broken server', async (text) => {
    const params = { sessionId: student.sessionId };
    student.note({ kind: 'chat', id: messageId(), text });
    await expect(student.send()).rejects.toEqual(refused('bad_request'));
    student.journal.pop();
    await expect(
      server.call('proctorChat', { params, body: { id: messageId(), text } }, proctor),
    ).rejects.toEqual(refused('bad_request'));
    await expect(server.call('consoleSessions', { query: { q: 'a\0b' } }, proctor)).rejects.toEqual(
      refused('bad_request'),
    );
  });
});

describe('walls', () => {
  it('keep another student and another upload token out', async () => {
    const params = { sessionId: student.sessionId };
    for (const token of [stranger.token, stranger.uploadToken]) {
      await expect(server.call('session', { params }, token)).rejects.toEqual(refused('not_found'));
      await expect(server.call('listSegments', { params }, token)).rejects.toEqual(refused('not_found'));
      await expect(server.call('drained', { params }, token)).rejects.toEqual(refused('not_found'));
    }
    await expect(server.call('begin', { params }, student.uploadToken)).rejects.toEqual(refused('forbidden'));
    await expect(server.call('consoleSession', { params }, student.token)).rejects.toEqual(
      refused('forbidden'),
    );
    const nowhere = { sessionId: randomUUID() as SessionId };
    await expect(server.call('session', { params: nowhere }, student.token)).rejects.toEqual(
      refused('not_found'),
    );
  });

  it('keep a proctor of another institution out of everything', async () => {
    const params = { sessionId: student.sessionId };
    const body = { reason: 'x' };
    const attempts = [
      server.call('consoleSession', { params }, foreignProctor),
      server.call('playlist', { params: { ...params, kind: 'camera' } }, foreignProctor),
      server.call('segment', { params: { ...params, ...inPath(camera(7)) } }, foreignProctor),
      server.call('photo', { params: { ...params, photo: 'passport' } }, foreignProctor),
      server.call('admit', { params, body: { decision: 'admit' } }, foreignProctor),
      server.call('endExam', { params, body }, foreignProctor),
      server.call('proctorChat', { params, body: { id: messageId(), text: 'x' } }, foreignProctor),
      server.call('verdict', { params, body: { state: 'rejected' } }, foreignProctor),
      server.call('consoleSessions', { query: { after: student.sessionId } }, foreignProctor),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toEqual(refused('not_found'));
    const { sessions } = await server.call('consoleSessions', { query: {} }, foreignProctor);
    expect(sessions.map(({ id }) => id)).not.toContain(student.sessionId);
    expect(await student.view()).toMatchObject({ phase: 'running' });
  });

  it('keep one message from being written over by another', async () => {
    const id: MessageId = messageId();
    const params = { sessionId: student.sessionId };
    await server.call('proctorChat', { params, body: { id, text: 'first' } }, proctor);
    await expect(
      server.call('proctorChat', { params, body: { id, text: 'second' } }, proctor),
    ).rejects.toEqual(refused('conflict'));
    const others = { sessionId: stranger.sessionId };
    await expect(
      server.call('proctorChat', { params: others, body: { id, text: 'first' } }, proctor),
    ).rejects.toEqual(refused('conflict'));
  });
});

describe('the list', () => {
  it('takes wildcards in a name for letters', async () => {
    const find = async (q: string) =>
      (await server.call('consoleSessions', { query: { q } }, proctor)).sessions.map(
        ({ studentName }) => studentName,
      );
    expect(await find('СЕРИКОВА')).toEqual(['Айгерим <b>Серикова</b>']);
    expect(await find('%')).toEqual([]);
    expect(await find("o'brien & <script>")).toHaveLength(2);
  });
});
