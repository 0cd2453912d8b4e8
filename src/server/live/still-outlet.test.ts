import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionId } from '../../protocol/ids.ts';
import { StillOutlet } from './still-outlet.ts';

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as SessionId;
const picture = (bytes: number, mark = 0) => new Uint8Array(bytes).fill(mark);

function make() {
  const socket = { OPEN: 1 as const, readyState: 1 as const, bufferedAmount: 0, sent: [] as Uint8Array[] };
  const life = new AbortController();
  const send = (data: Uint8Array) => socket.sent.push(data);
  const outlet = new StillOutlet(Object.assign(socket, { send }) as never, life.signal, () => Date.now());
  return { socket, outlet, life };
}

describe('stills to one console', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('stop while it does not read, and then only the newest of each goes', () => {
    const { socket, outlet } = make();
    socket.bufferedAmount = 100_000;
    for (let n = 1; n <= 50; n++) outlet.offer(idOf(1), 'camera', picture(5000, n), 0);
    vi.advanceTimersByTime(60_000);
    expect(socket.sent).toEqual([]);
    socket.bufferedAmount = 0;
    vi.advanceTimersByTime(200);
    expect(socket.sent.map((bytes) => bytes[0])).toEqual([50]);
  });

  it('stay within 2 Mbit/s whatever comes in', () => {
    const { socket, outlet } = make();
    for (let ms = 0; ms < 60_000; ms += 250) {
      for (let n = 0; n < 60; n++) outlet.offer(idOf(n), 'screen', picture(20_000), 0);
      vi.advanceTimersByTime(250);
    }
    const bytes = socket.sent.reduce((sum, { length }) => sum + length, 0);
    expect(bytes).toBeLessThan(250_000 * 60 + 512 * 1024);
    expect(bytes).toBeGreaterThan(200_000 * 60);
  });

  it('go no faster than this console asked, and not at all once they are not looked at', () => {
    const { socket, outlet, life } = make();
    for (let ms = 0; ms < 10_000; ms += 500) {
      outlet.offer(idOf(1), 'camera', picture(100), 5000);
      vi.advanceTimersByTime(500);
    }
    expect(socket.sent).toHaveLength(3);
    socket.bufferedAmount = 100_000;
    outlet.offer(idOf(2), 'camera', picture(100), 0);
    outlet.keepOnly(new Set([idOf(1)]));
    socket.bufferedAmount = 0;
    vi.advanceTimersByTime(1000);
    expect(socket.sent).toHaveLength(3);
    life.abort();
    expect(vi.getTimerCount()).toBe(0);
  });
});
