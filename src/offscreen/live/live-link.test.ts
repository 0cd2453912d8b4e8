import { afterEach, expect, test, vi } from 'vitest';
import { type FromStudent, PING_MS, type ToStudent } from '../../protocol/live.ts';
import { Bell } from '../bell.ts';
import { ServerClock } from '../clock.ts';
import { keepLive } from './live-link.ts';

class Socket extends EventTarget {
  static readonly OPEN = 1;
  static readonly all: Socket[] = [];
  readonly readyState = Socket.OPEN;
  readonly said: FromStudent[] = [];
  constructor() {
    super();
    Socket.all.push(this);
    queueMicrotask(() => this.dispatchEvent(new Event('open')));
  }
  send(text: string): void {
    this.said.push(JSON.parse(text) as FromStudent);
  }
  hear(message: ToStudent): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
  }
  close(): void {
    this.dispatchEvent(new Event('close'));
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('a pong that comes after the next ping was sent does not put the clock wrong', async () => {
  const fakes = [
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
    'Date',
    'performance',
  ] as const;
  vi.useFakeTimers({ toFake: [...fakes], now: 1_000_000 });
  vi.stubGlobal('WebSocket', Socket);
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ ticket: 'x'.repeat(43) })));
  const clock = new ServerClock();
  const life = new AbortController();
  const shifts: number[] = [];
  const nothing = () => undefined;
  const living = keepLive({
    sessionId: 's' as never,
    client: 'c',
    api: () => ({ origin: 'https://exam.example' }),
    clock,
    signal: life.signal,
    state: () => ({ capturing: true, savedUpTo: null }),
    onSession: nothing,
    onChat: nothing,
    onConnection: nothing,
    onLine: nothing,
    onLook: nothing,
    onSeat: nothing,
    seatBell: new Bell(),
  });
  const socket = await vi.waitFor(() => {
    expect(Socket.all[0]?.said).toHaveLength(1);
    return Socket.all[0]!;
  });
  const answer = (n: number, now: number) =>
    socket.hear({ type: 'pong', sentAt: (socket.said[n] as { sentAt: number }).sentAt, now });
  answer(0, Date.now());
  expect(clock.isKnown).toBe(true);
  clock.onShift((shiftMs) => shifts.push(shiftMs), life.signal);
  // The network was away for seven seconds, and hands over what it held.
  await vi.advanceTimersByTimeAsync(PING_MS);
  const answeredAt = Date.now();
  await vi.advanceTimersByTimeAsync(PING_MS + 1000);
  answer(1, answeredAt);
  answer(2, Date.now());
  expect(shifts).toEqual([]);
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(100);
  life.abort();
  await living;
});
