import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SessionId } from '../../protocol/ids.ts';
import type { OwnRecord } from '../../protocol/api/review.ts';
import type { ChatMessage } from '../../protocol/views.ts';
import type { WarningType } from '../../protocol/warnings.ts';
import { ServerClock } from '../clock.ts';
import { openJournalDatabase } from '../journal/database.ts';
import { Journal } from '../journal/journal.ts';
import { ServerLine } from './server-line.ts';

// What the server says of the session is other tests' business.
vi.mock('../../protocol/views.ts', async (original) => {
  const { looseObject } = await import('valibot');
  return { ...(await original<object>()), sessionView: looseObject({}) };
});

const sessionId = '5f0c1f6e-6f0e-4a0e-9d0a-0d9b5a1c2e3f' as SessionId;
// Any P-256 point: here nothing is opened again.
const sealKey = 'BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU=';
const message = (seq: number): ChatMessage => ({
  id: crypto.randomUUID() as never,
  seq,
  at: seq,
  from: 'proctor',
  authorName: 'Данияр',
  text: `${seq}`,
});

let life: AbortController;
let sockets: EventTarget[];
let isBlocked: boolean;
let said: ChatMessage[];
let heard: Set<string>;
let journal: Journal;
/** What the server answers when the student's record is asked for, one after the other. */
let records: Response[];
let recalled: WarningType[];

beforeEach(async () => {
  [life, sockets, isBlocked, said, heard] = [new AbortController(), [], false, [], new Set()];
  [records, recalled] = [[], []];
  vi.stubGlobal('fetch', async (url: string) => {
    const { pathname } = new URL(url);
    if (pathname.endsWith('/ticket')) return Response.json({ ticket: 't' });
    if (pathname.endsWith('/record')) return records.shift()!;
    if (pathname.endsWith('/chat')) return Response.json({ messages: said });
    return Response.json({ now: Date.now(), segments: [], journalSeq: 0 });
  });
  vi.stubGlobal('addEventListener', () => undefined);
  class Socket extends EventTarget {
    static readonly OPEN = 1;
    readyState = 1;
    constructor() {
      super();
      sockets.push(this);
      setTimeout(() => this.dispatchEvent(new Event(isBlocked ? 'close' : 'open')));
    }
    send(): void {}
    close(): void {}
  }
  vi.stubGlobal('WebSocket', Socket);
  const attachment = { sessionId, origin: 'https://exam.example', uploadToken: 'token', sealKey };
  const db = await openJournalDatabase(`server-line-${crypto.randomUUID()}`);
  journal = await Journal.open(db, attachment, () => 1);
  const line = new ServerLine({
    attachment: { ...attachment, session: { id: sessionId, revision: 1 } as never },
    journal,
    clock: new ServerClock(),
    signal: life.signal,
    isRecording: () => true,
    isCapturing: () => true,
    onSession: () => undefined,
    onChat: ({ text }: ChatMessage) => heard.add(text),
    onEarlierWarning: ({ type }: { type: WarningType }) => recalled.push(type),
    onDelivered: () => undefined,
    onChange: () => undefined,
    onSeat: () => undefined,
    onSent: () => undefined,
    onConnection: () => undefined,
    onLine: () => undefined,
    onLook: () => undefined,
  } as never);
  line.start();
});
afterEach(() => {
  life.abort();
  vi.unstubAllGlobals();
});

const hears = (seq: number) =>
  vi.waitFor(() => expect([...heard]).toContain(`${seq}`), { timeout: 15_000, interval: 50 });

it('hears what was said between two sockets, though the server was in reach all along', async () => {
  await vi.waitFor(() => expect(sockets).toHaveLength(1));
  said = [message(1)];
  sockets[0]!.dispatchEvent(new Event('close'));
  await hears(1);
}, 20_000);

it('hears what is said where no socket is let through', async () => {
  await vi.waitFor(() => expect(sockets).toHaveLength(1));
  isBlocked = true;
  sockets[0]!.dispatchEvent(new Event('close'));
  await vi.waitFor(() => expect(sockets.length).toBeGreaterThan(1), { timeout: 10_000 });
  said = [message(2)];
  await hears(2);
}, 30_000);

const recordWith = (...warnings: Partial<OwnRecord['warnings'][number]>[]): Response =>
  Response.json({
    sessionId,
    examName: '',
    courseName: '',
    phase: 'running',
    closeReason: null,
    startedAt: 1,
    endedAt: null,
    review: { state: 'pending', comment: '', decidedAt: null, appealed: false },
    mayWrite: false,
    warnings: warnings.map((one) => ({
      id: crypto.randomUUID(),
      startAt: 1,
      endAt: 2,
      source: 'ai',
      confidence: 0.9,
      reason: 'faces=0',
      judgement: null,
      ...one,
    })),
    timeline: [],
    remarks: [],
  });
const refused = (code: string, status: number): Response =>
  Response.json({ error: { code, message: '' } }, { status });
/** The camera's recording begins, and the server has heard of it. */
async function beginRecording(): Promise<void> {
  const { seq } = await journal.append({ kind: 'event', event: 'capture_started', detail: 'camera 640x480' });
  await journal.markPosted(seq);
}

it('recalls once what the machine warned of before, when the server has all of it', async () => {
  records = [
    refused('unavailable', 503),
    recordWith(
      { type: 'no_user_in_frame' },
      { type: 'mic_muted', source: 'system', confidence: null },
      {
        type: 'phone',
        source: 'human',
        confidence: null,
      },
    ),
  ];
  const { seq } = await journal.append({ kind: 'event', event: 'quiz_opened', detail: '' });
  await journal.markPosted(seq);
  expect(records).toHaveLength(2);
  await beginRecording();
  await vi.waitFor(() => expect(recalled).toEqual(['no_user_in_frame', 'mic_muted']), { timeout: 5000 });
  // Another beginning of the recording in the same run.
  await beginRecording();
  expect(recalled).toHaveLength(2);
});

it('recalls nothing where the server lets only the student ask', async () => {
  records = [refused('forbidden', 403), recordWith({ type: 'no_user_in_frame' })];
  await beginRecording();
  await vi.waitFor(() => expect(records).toHaveLength(1));
  await new Promise((done) => setTimeout(done, 1000));
  expect(recalled).toEqual([]);
});
