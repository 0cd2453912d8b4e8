import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Capture } from '../capture/capture.ts';
import { ServerClock } from '../clock.ts';
import { Recordings } from './recordings.ts';

/** A recorder that hands over nothing. */
class StillRecorder extends EventTarget {
  static all: StillRecorder[] = [];
  static isTypeSupported = () => true;
  /** One that hangs never says that it stopped. */
  static hangs = false;
  state = 'inactive';
  start(): void {
    this.state = 'recording';
    StillRecorder.all.push(this);
  }
  stop(): void {
    this.state = 'inactive';
    if (!StillRecorder.hangs) queueMicrotask(() => this.dispatchEvent(new Event('stop')));
  }
}
class OneFrame {
  readable = {
    getReader: () => ({
      read: async () => ({ value: { close: () => undefined } }),
      cancel: async () => undefined,
    }),
  };
}

const track = { kind: 'video', getSettings: () => ({ width: 640, height: 480 }) };
const onFault = vi.fn();
const running = () => StillRecorder.all.filter(({ state }) => state === 'recording');
let epochs: number;
let recordings: Recordings;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('MediaRecorder', StillRecorder);
  vi.stubGlobal('MediaStream', Object);
  vi.stubGlobal('MediaStreamTrackProcessor', OneFrame);
  StillRecorder.all = [];
  StillRecorder.hangs = false;
  onFault.mockReset();
  epochs = 0;
  recordings = new Recordings({
    capture: { live: (kind: string) => (kind === 'camera' ? track : null) } as unknown as Capture,
    clock: new ServerClock(),
    ready: async () => undefined,
    nextEpoch: () => epochs++,
    save: async () => undefined,
    onStarted: () => undefined,
    onFault,
    onChange: () => undefined,
  });
  await recordings.update(true);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('Recordings', () => {
  it('go on however many reasons there are at once to begin them anew', async () => {
    await Promise.all([recordings.restart(), recordings.restart()]);
    expect(running()).toHaveLength(1);
    expect(epochs).toBe(3);
    await recordings.stop();
    await recordings.restart();
    expect(running()).toHaveLength(0);
  });

  it('wait no longer than some seconds for one that never says that it stopped', async () => {
    StillRecorder.hangs = true;
    const over = vi.fn();
    void recordings.restart().then(over);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(over).toHaveBeenCalledOnce();
    expect(running()).toHaveLength(1);
    expect(epochs).toBe(2);
  });

  it('begin anew what hands over nothing, and say so once in a while', async () => {
    expect(recordings.isDelivering('camera')).toBe(true);
    await vi.advanceTimersByTimeAsync(20_001);
    expect(recordings.isDelivering('camera')).toBe(false);
    recordings.tick();
    await vi.advanceTimersByTimeAsync(1);
    expect(onFault).toHaveBeenCalledWith('camera', 'stalled');
    expect(epochs).toBe(2);
    expect(running()).toHaveLength(1);
    expect(recordings.isDelivering('camera')).toBe(true);
    await vi.advanceTimersByTimeAsync(20_001);
    recordings.tick();
    await vi.advanceTimersByTimeAsync(1);
    expect(epochs).toBe(3);
    expect(onFault).toHaveBeenCalledOnce();
  });
});
