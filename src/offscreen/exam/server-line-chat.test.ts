import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SessionId } from '../../protocol/ids.ts';
import type { ChatMessage } from '../../protocol/views.ts';
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

beforeEach(async () => {
  [life, sockets, isBlocked, said, heard] = [new AbortController(), [], false, [], new Set()];
  vi.stubGlobal('fetch', async (url: string) => {
    const { pathname } = new URL(url);
    if (pathname.endsWith('/ticket')) return Response.json({ ticket: 't' });
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
  const db = await openJournalDatabase(`server-line-${sessionId}`);
  const line = new ServerLine({
    attachment: { ...attachment, session: { id: sessionId, revision: 1 } as never },
    journal: await Journal.open(db, attachment, () => 1),
    clock: new ServerClock(),
    signal: life.signal,
    isRecording: () => true,
    isCapturing: () => true,
    onSession: () => undefined,
    onChat: ({ text }: ChatMessage) => heard.add(text),
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
