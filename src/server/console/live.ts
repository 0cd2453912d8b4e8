import { signal as makeSignal } from '@preact/signals';
import * as v from 'valibot';
import type { SessionId } from '../../protocol/ids.ts';
import {
  type FromProctor,
  LIVE_PATH,
  type Look,
  PING_MS,
  toProctor,
  type ToProctor,
} from '../../protocol/live.ts';
import { readStill, type Still } from '../../protocol/still.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { call } from './server.ts';

/** Answers to a ping that may be missed before the line is taken for dead. */
const MISSED_PINGS = 3;
const LONGEST_WAIT_MS = 15_000;

/** Whether changes arrive by themselves right now. */
export const isLive = makeSignal(false);
/** Grows whenever the line came back: what was missed meanwhile has to be fetched. */
export const reconnects = makeSignal(0);

type Listener = (message: ToProctor) => void;
const listeners = new Set<Listener>();
const stillListeners = new Set<(still: Still) => void>();
let watched: SessionId | null = null;
let look: Look = { type: 'look', tiles: null, large: null };
let tell: (message: FromProctor) => void = () => {};

export function onLive(listener: Listener, signal: AbortSignal): void {
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener));
}

export function onStill(listener: (still: Still) => void, signal: AbortSignal): void {
  stillListeners.add(listener);
  signal.addEventListener('abort', () => stillListeners.delete(listener));
}

/** Says what is before the proctor's eyes: tiles of the grid (null = not there), one student large. */
export function lookAt(change: Partial<Pick<Look, 'tiles' | 'large'>>): void {
  const before = JSON.stringify(look);
  look = { ...look, ...change };
  if (JSON.stringify(look) !== before) tell(look);
}

export const tellSignal = (message: Extract<FromProctor, { type: 'signal' }>): void => tell(message);

/** Asks for the chat and the warnings of one session until `signal` aborts. */
export function watchSession(id: SessionId, signal: AbortSignal): void {
  watched = id;
  tell({ type: 'watch', sessionId: id });
  signal.addEventListener('abort', () => {
    if (watched !== id) return;
    watched = null;
    tell({ type: 'watch', sessionId: null });
  });
}

/** Keeps one live connection until `signal` aborts; after a loss it is opened again, ever more patiently. */
export async function keepLive(signal: AbortSignal): Promise<void> {
  for (let attempt = 0, opened = 0; !signal.aborted; attempt += 1) {
    const hasOpened = await connectOnce(signal, () => {
      attempt = 0;
      isLive.value = true;
      if ((opened += 1) > 1) reconnects.value += 1;
    }).catch(() => false);
    isLive.value = false;
    if (hasOpened) attempt = 0;
    // The random part keeps a hall of consoles from coming back in the same instant.
    await pause(Math.min(LONGEST_WAIT_MS, 1000 * 2 ** attempt) * (0.5 + Math.random() / 2), signal);
  }
}

/** Resolves when the connection is over: true when it had been open. */
async function connectOnce(signal: AbortSignal, onOpen: () => void): Promise<boolean> {
  const { ticket } = await call('liveTicket', {}, { signal });
  const query = new URLSearchParams({ ticket, protocol: String(PROTOCOL_VERSION) });
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}${LIVE_PATH}?${query}`);
  socket.binaryType = 'arraybuffer';
  const closing = new AbortController();
  const both = AbortSignal.any([signal, closing.signal]);
  let hasOpened = false;
  let heardAt = performance.now();

  return new Promise((done) => {
    const finish = () => {
      closing.abort();
      tell = () => {};
      socket.close();
      done(hasOpened);
    };
    signal.addEventListener('abort', finish, { signal: closing.signal });
    socket.addEventListener('close', finish, { signal: both });
    socket.addEventListener('error', finish, { signal: both });
    socket.addEventListener(
      'open',
      () => {
        hasOpened = true;
        tell = (message) => socket.send(JSON.stringify(message));
        if (watched) tell({ type: 'watch', sessionId: watched });
        if (look.tiles !== null || look.large !== null) tell(look);
        onOpen();
      },
      { signal: both },
    );
    socket.addEventListener(
      'message',
      ({ data }) => {
        heardAt = performance.now();
        if (data instanceof ArrayBuffer) {
          const still = readStill(new Uint8Array(data));
          if (still) for (const listener of stillListeners) listener(still);
          return;
        }
        const message = parse(String(data));
        if (message) for (const listener of listeners) listener(message);
      },
      { signal: both },
    );
    const heartbeat = setInterval(() => {
      if (performance.now() - heardAt > MISSED_PINGS * PING_MS) finish();
      else tell({ type: 'ping', sentAt: Date.now() });
    }, PING_MS);
    closing.signal.addEventListener('abort', () => clearInterval(heartbeat));
  });
}

/** A newer server may send kinds of messages this page does not know: those are passed over. */
function parse(text: string): ToProctor | null {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), toProctor), text);
  return read.success ? read.output : null;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true });
  });
