import * as v from 'valibot';
import { LIVE_PATH, PING_MS, type ToStudent, toStudent } from '../../protocol/live.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import type { ChatMessage, SessionView } from '../../protocol/views.ts';
import { api } from '../../shared/api-client.ts';
import type { ApiOptions } from '../../shared/call-route.ts';
import { backoffMs } from '../backoff.ts';
import { Bell } from '../bell.ts';
import type { ServerClock } from '../clock.ts';
import type { LiveLine } from './live-line.ts';
import { readServerTime } from './read-server-time.ts';

export interface LiveOptions {
  sessionId: SessionId;
  /** Tells this computer, which may lose its line and come back with another token, from any other. */
  client: string;
  api: () => ApiOptions;
  clock: ServerClock;
  signal: AbortSignal;
  /** Facts for the heartbeat. */
  state: () => { capturing: boolean; savedUpTo: number | null };
  onSession: (session: SessionView) => void;
  onChat: (message: ChatMessage) => void;
  onConnection: (connection: 'online' | 'offline') => void;
  /** The socket opened; null when it is closed. */
  onLine: (line: LiveLine | null) => void;
  /** Somebody looks at this student, or does no more; and what their end of a live picture says. */
  onLook: (message: Extract<ToStudent, { type: 'look' | 'signal' }>) => void;
  /** Who sits in this exam. */
  onSeat: (seat: 'ours' | 'elsewhere') => void;
  /** Rung when the seat is to be asked for again. */
  seatBell: Bell;
}

/** No pong for this long, and the line is taken for dead: two pings and a bit. */
const DEAD_MS = 2 * PING_MS + 2000;
const OPEN_TIMEOUT_MS = 10_000;
type Ending = 'lost' | 'elsewhere';

/**
 * Keeps the session's socket open; while it cannot be, asks by HTTP, since everything that the socket tells can be
 * fetched too (a corporate network may let HTTP through and WebSockets not).
 */
export async function keepLive(options: LiveOptions): Promise<void> {
  const { signal } = options;
  const retry = new Bell();
  globalThis.addEventListener('online', () => retry.ring(), { signal });
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      const socket = await openSocket(options);
      failures = -1;
      if ((await converse(socket, options)) === 'elsewhere') {
        // Not asked for again by itself: when the first one's network fails, the second must not slip in.
        await options.seatBell.heard(signal);
        continue;
      }
    } catch {
      // Told by `onConnection`; the reason of a failed socket is hidden from scripts.
    }
    if (signal.aborted) return;
    options.onConnection((await isReachable(options)) ? 'online' : 'offline');
    await retry.heard(signal, Math.min(PING_MS, backoffMs(Math.max(0, failures))));
  }
}

async function openSocket({ sessionId, client, api: target, signal }: LiveOptions): Promise<WebSocket> {
  const input = { params: { sessionId }, query: { client } };
  const { ticket } = await api(target(), 'sessionTicket', input, { signal });
  const url = new URL(LIVE_PATH, target().origin.replace(/^http/, 'ws'));
  url.searchParams.set('ticket', ticket);
  url.searchParams.set('protocol', String(PROTOCOL_VERSION));
  const socket = new WebSocket(url);
  // The limit is for opening alone: an open socket lives on.
  const settled = new AbortController();
  await new Promise<void>((resolve, reject) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(OPEN_TIMEOUT_MS)]);
    const fail = () => reject(new Error('the live socket did not open'));
    socket.addEventListener('open', () => resolve(), settled);
    socket.addEventListener('close', fail, settled);
    limit.addEventListener('abort', () => (socket.close(), fail()), settled);
  }).finally(() => settled.abort());
  return socket;
}

/** Resolves when the socket is closed. */
async function converse(socket: WebSocket, options: LiveOptions): Promise<Ending> {
  const { clock, signal, state, onSession, onChat, onConnection, onSeat, onLine, onLook } = options;
  const line = lineOf(socket);
  let ending: Ending = 'lost';
  let heardAt = performance.now();
  let asked: { sentAt: number; answered: (now: number) => void } | null = null;
  const ping = () => {
    if (performance.now() - heardAt > DEAD_MS) return socket.close();
    asked = { sentAt: Date.now(), answered: clock.ask() };
    line.send({ type: 'ping', sentAt: asked.sentAt, ...state() });
  };
  socket.addEventListener('message', ({ data }) => {
    const parsed = v.safeParse(toStudent, parseJson(data));
    if (!parsed.success) return;
    heardAt = performance.now();
    const message = parsed.output;
    // One that was held up on the way answers an earlier ping: the clock would go back by so much.
    if (message.type === 'pong' && message.sentAt === asked?.sentAt) asked.answered(message.now);
    if (message.type === 'session') {
      onSeat('ours');
      onSession(message.session);
    }
    if (message.type === 'error' && message.error.code === 'conflict') {
      ending = 'elsewhere';
      onSeat('elsewhere');
    }
    if (message.type === 'chat') onChat(message.message);
    if (message.type === 'look' || message.type === 'signal') onLook(message);
  });
  onConnection('online');
  onLine(line);
  ping();
  const timer = setInterval(ping, PING_MS);
  await new Promise<void>((resolve) => {
    socket.addEventListener('close', () => resolve(), { once: true });
    signal.addEventListener('abort', () => (socket.close(), resolve()), { once: true });
  });
  clearInterval(timer);
  onLine(null);
  return ending;
}

const lineOf = (socket: WebSocket): LiveLine => {
  const isOpen = () => socket.readyState === WebSocket.OPEN;
  return {
    send: (message) => void (isOpen() && socket.send(JSON.stringify(message))),
    sendBytes: (bytes) => void (isOpen() && socket.send(bytes)),
    unsentBytes: () => socket.bufferedAmount,
  };
};

async function isReachable({
  sessionId,
  api: target,
  clock,
  signal,
  onSession,
}: LiveOptions): Promise<boolean> {
  try {
    onSession(await api(target(), 'session', { params: { sessionId } }, { signal }));
    await readServerTime(clock, target().origin, signal);
    return true;
  } catch {
    return false;
  }
}

function parseJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}
