import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { type FromStudent, fromStudent, type ToStudent } from '../../protocol/live.ts';
import { closeCodes, liveSocket } from './live-socket.ts';

class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  readonly sent: string[] = [];
  closeCode: number | null = null;
  isTerminated = false;
  send(text: string): void {
    this.sent.push(text);
  }
  close(code: number): void {
    this.closeCode = code;
    this.readyState = 2;
    this.emit('close', code);
  }
  terminate(): void {
    this.isTerminated = true;
    this.emit('close', 1006);
  }
}
const pong: ToStudent = { type: 'pong', sentAt: 1, now: 2 };
const ping = Buffer.from(JSON.stringify({ type: 'ping', sentAt: 1, capturing: true, savedUpTo: null }));

function make() {
  const socket = new FakeSocket();
  const faults: unknown[] = [];
  const line = liveSocket<FromStudent, ToStudent>(socket as unknown as WebSocket, fromStudent, (error) =>
    faults.push(error),
  );
  return { socket, faults, line };
}

describe('liveSocket', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('drops a client that reads too slowly instead of piling up', () => {
    const { socket, line } = make();
    socket.bufferedAmount = 2 * 1024 * 1024;
    line.send(pong);
    expect(socket).toMatchObject({ sent: [], closeCode: closeCodes.tooSlow });
    line.send(pong);
    expect(socket.sent).toEqual([]);
    expect(line.signal.aborted).toBe(true);
  });

  it('ends a line that fell silent, and only that', () => {
    const { socket, line } = make();
    line.onMessage(() => {});
    vi.advanceTimersByTime(29_000);
    socket.emit('message', ping, false);
    vi.advanceTimersByTime(29_000);
    expect(socket.isTerminated).toBe(false);
    vi.advanceTimersByTime(2000);
    expect(socket.isTerminated).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('handles messages one after the other and survives a handler that fails', async () => {
    const { socket, faults, line } = make();
    const order: string[] = [];
    line.onMessage(async () => {
      order.push('in');
      await Promise.resolve();
      order.push('out');
      if (order.length === 2) throw new Error('database gone');
    });
    socket.emit('message', ping, false);
    socket.emit('message', ping, false);
    await vi.waitFor(() => expect(order).toEqual(['in', 'out', 'in', 'out']));
    expect(faults).toMatchObject([{ message: 'database gone' }]);
    expect(socket.sent.map((text) => JSON.parse(text).error.code)).toEqual(['internal']);
    expect(socket.sent.join()).not.toContain('database');
  });

  it('takes no binary frames', () => {
    const { socket, line } = make();
    const handle = vi.fn();
    line.onMessage(handle);
    socket.emit('message', ping, true);
    expect(handle).not.toHaveBeenCalled();
    expect(socket.sent[0]).toContain('bad_request');
  });
});
