import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DELIVERY_LENGTH_BYTES, type DeliveryHead } from '../../protocol/delivery.ts';
import { CHAIN_START, type JournalBody, type JournalEntry } from '../../protocol/journal.ts';
import type { RecordingKind } from '../../protocol/recording.ts';
import { SEAL_OVERHEAD_BYTES } from '../../protocol/seal.ts';
import { type JournalDatabase, openJournalDatabase } from '../journal/database.ts';
import { Journal } from '../journal/journal.ts';
import { Uploader, type UploadOptions } from './uploader.ts';

type Answer = { status: number; body: unknown; headers?: Record<string, string> };
type Handler = (path: string, init: RequestInit) => Answer | Promise<Answer>;

// Any P-256 point: here nothing is opened again.
const sealKey = 'BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU=';
const segment = (seq: number, kind: RecordingKind = 'camera'): JournalBody => ({
  kind: 'segment',
  segment: {
    kind,
    epoch: 0,
    seq,
    sha256: 'a'.repeat(64),
    bytes: 3,
    mimeType: 'video/mp4;codecs=avc1,opus',
    startAt: 1_700_000_000_000,
    durationMs: 4000,
  },
});
const chat: JournalBody = { kind: 'chat', id: crypto.randomUUID() as never, text: 'Здравствуйте' };
const refuse = (status: number, code: string, details?: unknown): Answer => ({
  status,
  body: { error: { code, message: code, details } },
});
const entriesOf = (init: RequestInit): JournalEntry[] => JSON.parse(init.body as string).entries;

async function headOf(init: RequestInit): Promise<DeliveryHead> {
  const body = init.body as Uint8Array<ArrayBuffer>;
  const end = DELIVERY_LENGTH_BYTES + new DataView(body.buffer).getUint32(0);
  const head = new Blob([body.subarray(DELIVERY_LENGTH_BYTES, end)]);
  return new Response(head.stream().pipeThrough(new DecompressionStream('deflate-raw'))).json();
}

let life: AbortController;
let db: JournalDatabase;
let journal: Journal;
let names = 0;
let uploader: Uploader;
let requests: { path: string; init: RequestInit }[];

async function begin(handler: Handler, options: Partial<UploadOptions> = {}): Promise<void> {
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const path = new URL(url).pathname;
    requests.push({ path, init });
    const { status, body, headers = {} } = await handler(path, init);
    return new Response(JSON.stringify(body), { status, headers });
  });
  const target = { sessionId: 's', api: () => ({ origin: 'https://exam.example', token: 'token' }) };
  uploader = new Uploader({ journal, target, signal: life.signal, onSession: () => undefined, ...options });
  journal.onChange = () => uploader.wake();
  uploader.start();
}

/** Stores everything. The session in the answer is not looked at here, so its schema is not satisfied: see `ok`. */
const accept: Handler = async (path, init) => {
  const acknowledge = (entries: DeliveryHead['entries']): Answer => ({
    status: 200,
    body: { acknowledged: entries.at(-1)?.seq ?? 0, session: {} },
  });
  if (path.endsWith('/journal')) return acknowledge(entriesOf(init));
  if (path.endsWith('/deliveries')) return acknowledge((await headOf(init)).entries);
  return { status: 200, body: { stored: true } };
};

const drained = () => vi.waitFor(() => expect(journal.isEmpty).toBe(true), { timeout: 4000 });
const posts = () => requests.filter(({ path }) => path.endsWith('/journal'));
const puts = () => requests.filter(({ init }) => init.method === 'PUT');

// The answers' session is other tests' business; here only the numbers count.
vi.mock('../../protocol/views.ts', async (original) => {
  const { looseObject } = await import('valibot');
  return { ...(await original<object>()), sessionView: looseObject({}) };
});

beforeEach(async () => {
  life = new AbortController();
  requests = [];
  db = await openJournalDatabase(`uploader-${++names}`);
  journal = await Journal.open(db, { sessionId: 's', origin: '', uploadToken: '', sealKey }, () => 1);
});
afterEach(() => {
  life.abort();
  vi.unstubAllGlobals();
});

describe('Uploader', () => {
  it('sends bytes with their facts, then tells of them, and empties the journal', async () => {
    await begin(accept);
    await journal.append(segment(0), new Uint8Array([1, 2, 3]).buffer);
    await drained();
    const { path, init } = puts()[0]!;
    expect(path).toBe('/api/v1/sessions/s/recordings/camera/0/0');
    expect(init.headers).toMatchObject({
      authorization: 'Bearer token',
      'content-type': 'video/mp4;codecs=avc1,opus',
      'examus-sha256': 'a'.repeat(64),
      'examus-start-at': '1700000000000',
      'examus-duration-ms': '4000',
    });
    expect(requests.map(({ init }) => init.method)).toEqual(['PUT', 'POST']);
    expect(await db.count('bytes')).toBe(0);
  });

  it('does not let a chat message wait for bytes on a slow line', async () => {
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    await begin(async (path, init) => {
      if (init.method === 'PUT') await slow;
      return accept(path, init);
    });
    await journal.append(segment(1), new ArrayBuffer(3));
    await journal.append(chat);
    await vi.waitFor(() => expect(posts()).toHaveLength(1));
    expect(entriesOf(posts()[0]!.init).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(journal.isEmpty).toBe(false);
    release();
    await drained();
  });

  it('has at most three pieces on the way', async () => {
    let now = 0;
    let most = 0;
    await begin(async (path, init) => {
      if (init.method === 'PUT') {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 20));
        now -= 1;
      }
      return accept(path, init);
    });
    for (let seq = 0; seq < 8; seq++) await journal.append(segment(seq), new ArrayBuffer(3));
    await drained();
    expect(most).toBe(3);
    expect(puts()).toHaveLength(8);
  });

  it('tries again after a failure, and loses nothing', async () => {
    let failures = 0;
    await begin((path, init) => (++failures <= 3 ? refuse(503, 'unavailable') : accept(path, init)));
    await journal.append(segment(0), new ArrayBuffer(3));
    uploader.retryNow();
    await vi.waitFor(() => (uploader.retryNow(), expect(journal.isEmpty).toBe(true)), { timeout: 4000 });
    expect(failures).toBeGreaterThan(3);
  });

  it('obeys Retry-After', async () => {
    await begin(() => ({ ...refuse(429, 'too_many_requests'), headers: { 'retry-after': '60' } }));
    await journal.append(segment(0), new ArrayBuffer(3));
    await vi.waitFor(() => expect(puts()).toHaveLength(1));
    uploader.retryNow();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(puts()).toHaveLength(1);
  });

  it('sends in parts what is too large for something on the way, which need not be our server', async () => {
    const most = 40_000;
    const got = new Map<number, Uint8Array>();
    await begin((path, init) => {
      if (init.method !== 'PUT') return accept(path, init);
      const body = new Uint8Array(init.body as ArrayBuffer);
      if (body.length > most) return { status: 413, body: '<h1>413</h1>' };
      const [from, total] = new Headers(init.headers).get('examus-part')!.split('/').map(Number);
      got.set(from!, body);
      const bytes = [...got.values()].reduce((sum, part) => sum + part.length, 0);
      return { status: 200, body: { stored: bytes === total } };
    });
    const recorded = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
    await journal.append(segment(0), recorded.slice().buffer);
    await drained();
    const whole = [...got].sort(([a], [b]) => a - b).flatMap(([, part]) => [...part]);
    expect(whole).toEqual([...recorded]);
  });

  it('keeps a small piece that is called too large, behind all others', async () => {
    await begin((path, init) => (path.endsWith('/0/1') ? refuse(413, 'too_large') : accept(path, init)));
    for (const seq of [0, 1, 2]) await journal.append(segment(seq), new ArrayBuffer(3));
    await vi.waitFor(() => expect(journal.waiting.pieces).toBe(1));
    expect(puts().filter(({ path }) => path.endsWith('/0/1'))).toHaveLength(1);
    expect(await db.count('bytes')).toBe(1);
  });

  it('sets nothing aside where several lanes find out at once how little is taken', async () => {
    const most = 20_000;
    for (const seq of [1, 2, 3]) await journal.append(segment(seq), new ArrayBuffer(60_000));
    await begin((path, init) => {
      const isTooLarge = init.method === 'PUT' && (init.body as ArrayBuffer).byteLength > most;
      return isTooLarge ? { status: 413, body: '<h1>413</h1>' } : accept(path, init);
    });
    await drained();
  });

  it('goes on with other recordings where the server fails at one piece again and again', async () => {
    for (const seq of [0, 1, 2]) await journal.append(segment(seq), new ArrayBuffer(3));
    for (const seq of [0, 1]) await journal.append(segment(seq, 'screen'), new ArrayBuffer(3));
    await begin(
      (path, init) => (/deliveries$|camera.0.1$/.test(path) ? refuse(500, 'internal') : accept(path, init)),
      { isPaced: () => true },
    );
    await vi.waitFor(() => (uploader.retryNow(), expect(journal.waiting.pieces).toBe(2)), { timeout: 4000 });
    const sent = puts().map(({ path }) => path.split('/recordings/')[1]);
    // What was recorded after it keeps its place.
    const bad = 'camera/0/1';
    expect(sent).toEqual(['camera/0/0', bad, bad, bad, 'screen/0/0', 'screen/0/1']);
  });

  it('gives pieces another epoch when another computer’s stand under their names', async () => {
    await begin((path, init) => (path.includes('/camera/0/') ? refuse(409, 'conflict') : accept(path, init)));
    for (const seq of [0, 1]) await journal.append(segment(seq), new ArrayBuffer(3));
    await drained();
    // The second piece waited for the first one's word.
    const paths = puts().map(({ path }) => path.replace('/api/v1/sessions/s/recordings/camera/', ''));
    expect(paths[0]).toBe('0/0');
    expect(paths.slice(1).map((path) => path.split('/')[1])).toEqual(['0', '1']);
    const told = posts().flatMap(({ init }) => entriesOf(init));
    expect(told.map(({ body }) => body.kind)).toEqual(Array.from({ length: told.length }, () => 'segment'));
    expect(journal.savedUpTo).not.toBeNull();
  });

  it('sends again what arrived altered, and gives it up only after the third time', async () => {
    let altered = 2;
    await begin((path, init) =>
      init.method === 'PUT' && altered-- > 0 ? refuse(400, 'wrong_hash') : accept(path, init),
    );
    await journal.append(segment(0), new ArrayBuffer(3));
    await vi.waitFor(() => (uploader.retryNow(), expect(journal.isEmpty).toBe(true)), { timeout: 4000 });
    expect(puts()).toHaveLength(3);
    expect(await db.count('bytes')).toBe(0);
    altered = Infinity;
    await journal.append(segment(1), new ArrayBuffer(3));
    await vi.waitFor(() => (uploader.retryNow(), expect(journal.isEmpty).toBe(true)), { timeout: 4000 });
    expect(puts()).toHaveLength(6);
    expect(await db.get('bytes', ['s', 'camera 0 1'])).toMatchObject({ refused: 'wrong_hash' });
    const [last] = entriesOf(posts().at(-1)!.init).slice(-1);
    expect(last!.body).toMatchObject({ kind: 'event', event: 'pieces_lost' });
  });

  it.each([
    ['wrong', refuse(400, 'bad_request')],
    ['too large for a proxy', { status: 413, body: '<h1>413</h1>' }],
  ])('finds the one entry that is %s, and sends the others, the end too', async (_, refusal) => {
    const bad = (init: RequestInit) =>
      entriesOf(init).some(({ body }) => body.kind === 'chat' && body.text === 'нельзя');
    const taken: JournalEntry[] = [];
    await begin((path, init) => {
      if (path.endsWith('/journal') && bad(init)) return refusal;
      if (path.endsWith('/journal')) taken.push(...entriesOf(init));
      return accept(path, init);
    });
    for (const text of ['раз', 'два', 'нельзя', 'три']) {
      await journal.append({ kind: 'chat', id: crypto.randomUUID() as never, text });
    }
    await journal.append({ kind: 'intent', intent: 'finish' });
    await drained();
    const bodies = taken.map(({ body }) => (body.kind === 'chat' ? body.text : body.kind));
    expect(bodies.filter((body) => body !== 'event')).toEqual(['раз', 'два', 'три', 'intent']);
    expect(taken.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    const [told] = taken.filter(({ body }) => body.kind === 'event');
    expect(told!.body).toMatchObject({ event: 'entries_lost' });
    expect(taken.map(({ prev }) => prev)).toEqual([
      CHAIN_START,
      ...taken.slice(0, -1).map(({ hash }) => hash),
    ]);
  });

  it('does not let entries wait where only pieces are refused', async () => {
    const full = { ...refuse(507, 'storage_full'), headers: { 'retry-after': '60' } };
    await begin((path, init) => (init.method === 'PUT' ? full : accept(path, init)));
    await journal.append(segment(0), new ArrayBuffer(3));
    await vi.waitFor(() => expect(puts().length).toBeGreaterThan(0));
    await journal.append(chat);
    await vi.waitFor(() => expect(posts()).toHaveLength(1));
  });

  it('joins the server’s chain when another computer went on with it', async () => {
    const theirs = 'e'.repeat(64);
    await begin((path, init) => {
      if (path.endsWith('/recordings')) {
        return { status: 200, body: { segments: [], journalSeq: 5, journalHash: theirs } };
      }
      const isOurs = path.endsWith('/journal') && entriesOf(init)[0]!.prev !== theirs;
      return isOurs ? refuse(409, 'conflict', { expected: 6 }) : accept(path, init);
    });
    await journal.append(chat);
    await journal.append(chat);
    await vi.waitFor(() => (uploader.retryNow(), expect(journal.isEmpty).toBe(true)), { timeout: 4000 });
    expect(entriesOf(posts().at(-1)!.init).at(-1)!.seq).toBe(7);
  });

  it('sends after a restart what lies on the disk, as it lies there', async () => {
    await journal.append(segment(0), new Uint8Array([1, 2, 3]).buffer);
    await journal.append(chat);
    const owner = { sessionId: 's', origin: '', uploadToken: '', sealKey };
    journal = await Journal.open(db, owner, () => 1);
    await begin(accept);
    uploader.wake();
    await drained();
    expect(puts()[0]!.init.headers).toMatchObject({ 'examus-sealed': '1', 'examus-sha256': 'a'.repeat(64) });
    expect((puts()[0]!.init.body as ArrayBuffer).byteLength).toBe(3 + SEAL_OVERHEAD_BYTES);
    expect(
      posts()
        .flatMap(({ init }) => entriesOf(init))
        .at(-1),
    ).toHaveProperty('sealed');
  });

  it('lets an entry go that was altered on the disk, and sends the rest', async () => {
    await journal.append(chat);
    journal = await Journal.open(db, { sessionId: 's', origin: '', uploadToken: '', sealKey }, () => 1);
    await begin((path, init) => {
      if (path.endsWith('/recordings')) {
        return { status: 200, body: { segments: [], journalSeq: 0, journalHash: CHAIN_START } };
      }
      if (!path.endsWith('/journal')) return accept(path, init);
      const [first] = entriesOf(init);
      if ('sealed' in first!) return refuse(400, 'wrong_hash', { seq: 1 });
      return first!.prev === CHAIN_START ? accept(path, init) : refuse(409, 'conflict', { expected: 1 });
    });
    await journal.append(segment(0), new ArrayBuffer(3));
    await vi.waitFor(() => (uploader.retryNow(), expect(journal.isEmpty).toBe(true)), { timeout: 4000 });
    expect(puts()).toHaveLength(1);
    expect(await db.count('entries')).toBe(0);
    const told = posts().flatMap(({ init }) => entriesOf(init).map(({ body }) => body));
    expect(told.at(-1)).toMatchObject({ event: 'entries_lost', detail: '1 of entries 1-1: wrong_hash' });
  });

  it('sends a backlog one piece at a time while the student works', async () => {
    let now = 0;
    let most = 0;
    const count: Handler = async (path, init) => {
      if (init.method === 'PUT') {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 5));
        now -= 1;
      }
      return accept(path, init);
    };
    for (let seq = 0; seq < 12; seq++) await journal.append(segment(seq), new ArrayBuffer(3));
    const startedAt = performance.now();
    await begin(count, { isPaced: () => true });
    await vi.waitFor(() => expect(puts().length).toBeGreaterThanOrEqual(3), { timeout: 4000 });
    // 4 s of recording, eight times as fast: half a second each.
    expect(performance.now() - startedAt).toBeGreaterThan(900);
    expect(most).toBe(1);
  });

  it('delivers what was just recorded in one request while the student works', async () => {
    const posted: JournalEntry[] = [];
    journal.onPosted = (entry) => posted.push(entry);
    for (const seq of [0, 1]) await journal.append(segment(seq), new ArrayBuffer(3));
    await begin(accept, { isPaced: () => true });
    await drained();
    expect(requests.map(({ path }) => path)).toEqual(['/api/v1/sessions/s/deliveries']);
    const [{ init } = { init: {} }] = requests;
    const { entries, pieces } = await headOf(init);
    expect(entries).toEqual(posted);
    expect(pieces.map(({ seq, bytes }) => [seq, bytes])).toEqual([
      [0, 3],
      [1, 3],
    ]);
    expect(await db.count('bytes')).toBe(0);
  });

  it('sends singly what a server refuses of a delivery', async () => {
    await begin(
      (path, init) => {
        const refusal = refuse(415, 'unsupported_media', { piece: {} });
        return /deliveries$|camera.0.1$/.test(path) ? refusal : accept(path, init);
      },
      { isPaced: () => true },
    );
    for (const seq of [0, 1]) await journal.append(segment(seq), new ArrayBuffer(3));
    await drained();
    expect(await db.getAllKeys('bytes')).toEqual([['s', 'camera 0 1']]);
    expect(
      posts()
        .flatMap(({ init }) => entriesOf(init))
        .map(({ seq }) => seq),
    ).toEqual([1, 2, 3]);
  });

  it('says when the server knows the session no more', async () => {
    const told: string[] = [];
    await begin(() => refuse(401, 'token_expired'), { onDenied: (code) => told.push(code) });
    await journal.append(segment(0), new ArrayBuffer(3));
    await vi.waitFor(() => expect(told).toContain('token_expired'));
    expect(journal.isEmpty).toBe(false);
  });
});
