import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Attachment } from '../../protocol/calls.ts';
import type { SessionView } from '../../protocol/views.ts';
import { ServerClock } from '../clock.ts';
import { openJournalDatabase } from '../journal/database.ts';
import { Journal } from '../journal/journal.ts';
import { ServerLine } from './server-line.ts';

// Any P-256 point: here nothing is opened again.
const sealKey = 'BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU=';
const owner = { sessionId: 's', origin: 'https://exam.example', uploadToken: 'token', sealKey };

let life: AbortController;
let names = 0;
beforeEach(() => {
  life = new AbortController();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
});
afterEach(() => {
  vi.useRealTimers();
  life.abort();
  vi.unstubAllGlobals();
});

const view = (revision: number, of: Partial<SessionView>) => ({ id: 's', revision, ...of }) as SessionView;
const attachment = (session: SessionView) => ({ ...owner, language: 'ru', session }) as Attachment;

/** The line of an exam that was finished here, as the server first told of it. */
async function finished(session: SessionView) {
  const db = await openJournalDatabase(`line-${++names}`);
  const journal = await Journal.open(db, owner, () => 1);
  await journal.append({ kind: 'intent', intent: 'finish' });
  const nothing = () => undefined;
  const onReopened = vi.fn();
  const onSeat = vi.fn();
  const line = new ServerLine({
    attachment: attachment(session),
    journal,
    clock: new ServerClock(),
    signal: life.signal,
    isRecording: () => false,
    isCapturing: () => false,
    onSession: nothing,
    onReopened,
    onChat: nothing,
    onEarlierWarning: nothing,
    onDelivered: nothing,
    onChange: nothing,
    onSeat,
    onSent: nothing,
    onConnection: nothing,
    onLine: nothing,
    onLook: nothing,
  });
  const told = (next: SessionView) => line.renew(attachment(next));
  const isEnded = async () => [journal.isEnded, (await db.get('sessions', 's'))!.ended];
  return { line, journal, told, onReopened, onSeat, isEnded };
}

it('is over for good only until a person opens it again', async () => {
  const { journal, told, onReopened, isEnded } = await finished(view(5, { phase: 'running' }));
  await told(view(6, { phase: 'paused' }));
  expect(journal.isEnded).toBe(true);
  await journal.markPosted(1);
  await told(view(8, { phase: 'closed', closeReason: 'by_student' }));
  expect(onReopened).not.toHaveBeenCalled();
  await told(view(9, { phase: 'running', closeReason: null }));
  expect(onReopened).toHaveBeenCalledOnce();
  await vi.waitFor(async () => expect(await isEnded()).toEqual([false, false]));
});

it('stays over where the server has not heard of its end', async () => {
  const { told, isEnded } = await finished(view(5, { phase: 'closed', closeReason: 'timeout' }));
  await told(view(6, { phase: 'running', closeReason: null }));
  expect(await isEnded()).toEqual([true, true]);
});

it('says no more that all is sent once the exam goes on', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(new URL(url).pathname);
    return Promise.reject(new TypeError('no network'));
  });
  const drainedCalls = () => asked.filter((path) => path.endsWith('/drained'));
  const { line, journal } = await finished(view(5, { phase: 'finishing' }));
  const windingUp = new AbortController();
  await journal.markPosted(1);
  const draining = line.drain(windingUp.signal);
  await vi.waitFor(() => expect(drainedCalls()).toHaveLength(1));
  windingUp.abort();
  await draining;
  expect(drainedCalls()).toHaveLength(1);
});

it('takes no seat once the exam is left', async () => {
  const { line, onSeat } = await finished(view(5, { phase: 'running' }));
  vi.stubGlobal('addEventListener', () => undefined);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  line.start();
  life.abort();
  await line.seated();
  await vi.advanceTimersByTimeAsync(5000);
  expect(onSeat).not.toHaveBeenCalled();
  expect(line.seat).toBe('asked');
});
