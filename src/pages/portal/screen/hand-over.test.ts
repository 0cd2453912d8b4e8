import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ToPortalScreen } from '../../../protocol/screen-port.ts';
import { handOver } from './hand-over.ts';

const peer = { on: vi.fn(), signal: vi.fn(), destroy: vi.fn() };
vi.mock('../../../shared/local-peer.ts', () => ({ localPeer: () => peer }));
vi.mock('../../../shared/webext/bus.ts', () => ({ call: async () => undefined }));

class Track extends EventTarget {
  readyState = 'live';
  stop(): void {
    this.readyState = 'ended';
  }
}
let say: (message: ToPortalScreen) => void;
const connect = vi.fn(() => ({
  postMessage: () => undefined,
  disconnect: () => undefined,
  onMessage: { addListener: (listener: typeof say) => (say = listener) },
  onDisconnect: { addListener: () => undefined },
}));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('MediaStream', Object);
  vi.stubGlobal('chrome', { runtime: { connect } });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('lets the screen go when it is wanted no more, and does not offer it again', async () => {
  const track = new Track();
  const handing = handOver(track as never);
  say({ type: 'taken' });
  await handing;
  say({ type: 'over' });
  expect(track.readyState).toBe('ended');
  expect(peer.destroy).toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(connect).toHaveBeenCalledOnce();
});
