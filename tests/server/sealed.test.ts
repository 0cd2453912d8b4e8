import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { JournalBody } from '../../src/protocol/journal.ts';
import { type JournalDatabase, openJournalDatabase } from '../../src/offscreen/journal/database.ts';
import { Journal } from '../../src/offscreen/journal/journal.ts';
import { sendPicture } from '../../src/offscreen/upload/send-picture.ts';
import { Uploader } from '../../src/offscreen/upload/uploader.ts';
import { messageId, piece, setupWith, Student } from './exam-actors.ts';
import { startServer, type TestServer } from './harness.ts';

/** A student's machine that died in the exam: what it left on its disk is handed in as it lies there. */
let server: TestServer;
let student: Student;
let proctor: string;
let sealKey: string;
let db: JournalDatabase;
let life: AbortController;
let names = 0;

beforeAll(async () => {
  server = await startServer({ setup: setupWith({ identification: 'skip', attemptsAllowed: 9 }) });
  proctor = await server.signIn('proctor', 'proctor-password');
});
afterAll(() => server.close());
beforeEach(async () => {
  student = await Student.signIn(server);
  await student.open();
  await student.consent();
  await student.check();
  await student.begin();
  const params = { examId: await student.examId() };
  ({ sealKey } = await server.call('openSession', { params }, student.token));
  db = await openJournalDatabase(`sealed-${++names}`);
  life = new AbortController();
});
afterEach(async () => {
  life.abort();
  const params = { sessionId: student.sessionId };
  await server.call('endExam', { params, body: { reason: 'next test' } }, proctor);
});

const openJournal = () => {
  const { sessionId, uploadToken } = student;
  const owner = { sessionId, origin: server.origin, uploadToken, sealKey };
  return Journal.open(db, owner, () => server.services.now());
};

async function record(journal: Journal, seq: number, what = 'what the camera saw'): Promise<Buffer> {
  const bytes = piece(seq, `${what} ${seq}`);
  const segment = {
    kind: 'camera',
    epoch: 0,
    seq,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    mimeType: 'video/mp4;codecs=avc1,opus',
    startAt: server.services.now(),
    durationMs: seq === 0 ? 0 : 4000,
  } as const;
  await journal.append({ kind: 'segment', segment }, Uint8Array.from(bytes).buffer);
  return bytes;
}
const chat = (text: string): JournalBody => ({ kind: 'chat', id: messageId(), text });

async function drain(journal: Journal, isPaced = false): Promise<void> {
  const uploader = new Uploader({
    journal,
    target: {
      sessionId: student.sessionId,
      api: () => ({ origin: server.origin, token: student.uploadToken }),
    },
    signal: life.signal,
    onSession: () => undefined,
    isPaced: () => isPaced,
  });
  uploader.start();
  await vi.waitFor(() => (uploader.retryNow(), expect(journal.isEmpty).toBe(true)), {
    timeout: 20_000,
    interval: 200,
  });
}

async function stored() {
  const rows = await server.services.db
    .selectFrom('segments')
    .select(['seq', 'blobKey'])
    .where('sessionId', '=', student.sessionId)
    .orderBy('seq')
    .execute();
  return Promise.all(rows.map(async ({ blobKey }) => Buffer.from(await server.services.blobs.get(blobKey))));
}
const bodies = async () =>
  (
    await server.services.db
      .selectFrom('journal')
      .select('body')
      .where('sessionId', '=', student.sessionId)
      .orderBy('seq')
      .execute()
  ).map(({ body }) => body);

it.each([
  ['piece by piece', false],
  ['in one delivery', true],
])(
  'is handed in sealed after a restart, %s, and kept by the server as it was recorded',
  async (_, isPaced) => {
    const died = await openJournal();
    const bytes = [await record(died, 0), await record(died, 1)];
    await died.append(chat('Здравствуйте'));
    const { entry } = (await db.get('entries', [student.sessionId, 3]))!;
    expect(entry).toHaveProperty('sealed');

    await drain(await openJournal(), isPaced);
    expect(await stored()).toEqual(bytes);
    expect((await bodies()).map(({ kind }) => kind)).toEqual(['segment', 'segment', 'chat']);
    expect((await bodies())[2]).toMatchObject({ text: 'Здравствуйте' });
    expect(await db.count('bytes')).toBe(0);
  },
);

it('is handed in whole beside another computer that recorded under the same names', async () => {
  const died = await openJournal();
  const bytes = [await record(died, 0), await record(died, 1)];
  db = await openJournalDatabase(`sealed-${names}-other`);
  const other = await openJournal();
  const others = [await record(other, 0, 'at the other computer'), await record(other, 1, 'there')];
  await drain(other);
  db = await openJournalDatabase(`sealed-${names}`);
  await drain(await openJournal());
  expect(new Set((await stored()).map(String))).toEqual(new Set([...others, ...bytes].map(String)));
  const told = (await bodies()).flatMap((body) => (body.kind === 'segment' ? [body.segment.sha256] : []));
  for (const one of [...bytes, ...others]) {
    expect(told).toContain(createHash('sha256').update(one).digest('hex'));
  }
  await vi.waitFor(async () => expect(await db.count('bytes')).toBe(0));
});

it('arrives in parts where something on the way takes no large request, sealed or not', async () => {
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const isLarge = init.body instanceof ArrayBuffer && init.body.byteLength > 50_000;
    return isLarge ? Promise.resolve(new Response('<h1>413</h1>', { status: 413 })) : real(url, init);
  });
  try {
    const died = await openJournal();
    const bytes = [await record(died, 0), await record(died, 1, 'x'.repeat(150_000))];
    const journal = await openJournal();
    bytes.push(await record(journal, 2, 'y'.repeat(120_000)));
    await drain(journal);
    expect(await stored()).toEqual(bytes);
    const { blobs } = server.services;
    expect(await blobs.list(`sessions/${student.sessionId}/parts`)).toEqual([]);
  } finally {
    vi.unstubAllGlobals();
  }
});

it('is handed in with the pictures of its chat, also when the session is closed by then', async () => {
  const died = await openJournal();
  const id = messageId();
  const png = Buffer.from('89504e470d0a1a0a0102', 'hex');
  await died.pictures.keep(id, Uint8Array.from(png), server.services.now());
  const params = { sessionId: student.sessionId };
  await server.call('endExam', { params, body: { reason: 'computer died' } }, proctor);
  await server.call('drained', { params }, student.uploadToken);
  const { pictures } = await openJournal();
  const target = {
    ...params,
    api: () => ({ origin: server.origin, token: student.uploadToken }),
    pictures,
    signal: life.signal,
  };
  expect(await sendPicture(target, id)).toBe('sent');
  const { chat, phase } = await server.call('consoleSession', { params }, proctor);
  expect(phase).toBe('closed');
  expect(chat.filter(({ hasImage }) => hasImage)).toMatchObject([{ id, from: 'student' }]);
  const image = { params: { ...params, messageId: id } };
  expect(Buffer.from(await server.call('chatImage', image, proctor))).toEqual(png);
  expect(await db.count('bytes')).toBe(0);
});

it('refuses what was altered on the disk, names it, and takes everything else', async () => {
  const died = await openJournal();
  await record(died, 0);
  await died.append(chat('Здравствуйте'));
  const good = [await record(died, 1), await record(died, 2)].at(-1)!;
  const entry = (await db.get('entries', [student.sessionId, 2]))!;
  const { sealed } = entry.entry as { sealed: string };
  const altered = sealed.slice(0, 200) + (sealed[200] === 'A' ? 'B' : 'A') + sealed.slice(201);
  await db.put('entries', { ...entry, entry: { ...entry.entry, sealed: altered } as never });
  const bytes = (await db.get('bytes', [student.sessionId, 'camera 0 1']))!;
  new Uint8Array(bytes.sealed).set([7], 90);
  await db.put('bytes', bytes);

  await drain(await openJournal());
  expect(await db.get('bytes', [student.sessionId, 'camera 0 1'])).toMatchObject({ refused: 'wrong_hash' });
  expect((await stored()).at(-1)).toEqual(good);
  const told = await bodies();
  expect(told.filter(({ kind }) => kind === 'segment')).toHaveLength(3);
  const events = told.flatMap((body) => (body.kind === 'event' ? [body.event] : []));
  expect(events.sort()).toEqual(['entries_lost', 'pieces_lost']);
});
