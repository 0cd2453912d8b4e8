import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MessageId, SessionId } from '../../protocol/ids.ts';
import { type JournalDatabase, openJournalDatabase } from '../journal/database.ts';
import { Journal } from '../journal/journal.ts';
import { ChatPictures } from './chat-pictures.ts';
import { Feed } from './feed.ts';

// Any P-256 point: here nothing is opened again.
const sealKey = 'BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU=';
const sessionId = 's' as SessionId;
const id = crypto.randomUUID() as MessageId;
const PICTURE = 'the very picture';

vi.mock('../../protocol/views.ts', async (original) => {
  const { looseObject } = await import('valibot');
  return { ...(await original<object>()), chatMessage: looseObject({}) };
});

let db: JournalDatabase;
let names = 0;
let answer: () => Promise<Response>;
let sent: { path: string; headers: Headers; body: Uint8Array }[];
let shown: MessageId[];
let life: AbortController;

beforeEach(async () => {
  db = await openJournalDatabase(`pictures-${++names}`);
  life = new AbortController();
  sent = [];
  shown = [];
  answer = () => Promise.reject(new TypeError('no line'));
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const { pathname: path } = new URL(url);
    sent.push({ path, headers: new Headers(init.headers), body: init.body as Uint8Array });
    return answer();
  });
});
afterEach(() => {
  life.abort();
  vi.unstubAllGlobals();
});

/** What runs on the student's machine from one start to the next. */
async function start() {
  const origin = 'https://exam.example';
  const journal = await Journal.open(db, { sessionId, origin, uploadToken: 'token', sealKey }, () => 5);
  const feed = new Feed(() => undefined);
  const pictures = new ChatPictures({
    sessionId,
    api: () => ({ origin, token: 'token' }),
    pictures: journal.pictures,
    feed,
    now: () => 7,
    onShown: (id) => shown.push(id),
    signal: life.signal,
  });
  return { journal, feed, pictures };
}
const refuse = (status: number, code: string) => async () =>
  new Response(JSON.stringify({ error: { code, message: '' } }), { status });
const textOf = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
const onDisk = () => db.getAll('bytes');

it('keeps a picture on the disk, sealed, until a later start has sent it', async () => {
  const died = await start();
  void died.pictures.send(id, btoa(PICTURE));
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(died.feed.items).toMatchObject([{ id, kind: 'student', delivered: false, picture: true }]);
  expect(died.journal.isEmpty).toBe(false);
  const [row] = await onDisk();
  expect(row).toMatchObject({ name: `picture ${id}`, picture: { id, at: 7 } });
  expect(textOf(new Uint8Array(row!.sealed))).not.toContain(PICTURE);
  life.abort();

  life = new AbortController();
  answer = async () => new Response('{}');
  const next = await start();
  expect(next.journal.isEmpty).toBe(false);
  next.pictures.goOn();
  expect(next.feed.items).toMatchObject([{ id, at: 7, delivered: false, picture: true }]);
  await vi.waitFor(() => expect(next.feed.items).toMatchObject([{ delivered: true }]));
  const { path, headers, body } = sent.find(({ headers }) => headers.has('examus-sealed'))!;
  expect(path).toBe(`/api/v1/sessions/s/chat/${id}/image`);
  expect([headers.get('examus-sealed'), headers.get('examus-sha256')]).toEqual(['1', row!.picture!.sha256]);
  expect(textOf(body)).toBe(textOf(new Uint8Array(row!.sealed)));
  await vi.waitFor(() => expect(shown).toEqual([id]));
  expect(next.journal.isEmpty).toBe(true);
  expect(await onDisk()).toEqual([]);
});

it('takes back what the server refuses, and sends what can be read here as it is', async () => {
  answer = refuse(415, 'unsupported_media');
  const { journal, feed, pictures } = await start();
  await pictures.send(id, btoa(PICTURE));
  expect(textOf(sent[0]!.body)).toBe(PICTURE);
  expect(sent[0]!.headers.has('examus-sealed')).toBe(false);
  expect(feed.items).toEqual([]);
  expect(journal.isEmpty).toBe(true);
  expect(await onDisk()).toEqual([]);
});
