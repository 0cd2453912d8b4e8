import { afterEach, expect, it, vi } from 'vitest';
import { SCREEN_PORT, type ToPortalScreen } from '../../../protocol/screen-port.ts';
import { listenForScreens } from './desktop-capture.ts';
import type { ScreenSource } from './screen-source.ts';

const peer = { on: vi.fn(), signal: vi.fn(), destroy: vi.fn() };
vi.mock('../../../shared/local-peer.ts', () => ({ localPeer: () => peer }));
vi.mock('../../frames/first-frame.ts', () => ({ nextFrameAt: async () => 0 }));

afterEach(() => vi.unstubAllGlobals());

it('tells the portal that its screen is wanted no more, and ends the link with it', async () => {
  const said: ToPortalScreen[] = [];
  let leave: () => void = () => undefined;
  const port = {
    name: SCREEN_PORT,
    sender: { url: 'chrome-extension://id/portal.html' },
    postMessage: (message: ToPortalScreen) => said.push(message),
    disconnect: vi.fn(),
    onMessage: { addListener: vi.fn() },
    onDisconnect: { addListener: (listener: () => void) => (leave = listener) },
  };
  const runtime = {
    getURL: () => 'chrome-extension://id/',
    onConnect: { addListener: (connected: (of: typeof port) => void) => connected(port) },
  };
  vi.stubGlobal('chrome', { runtime });
  const track = { readyState: 'live', stop: vi.fn(), dispatchEvent: vi.fn() };
  peer.on.mockImplementation((name, listener) => name === 'track' && listener(track));

  let source: ScreenSource | undefined;
  listenForScreens((offered) => (source = offered));
  const wanted = new AbortController();
  await source!.obtain(wanted.signal);
  expect(said).toEqual([{ type: 'taken' }]);
  wanted.abort();
  expect(said).toEqual([{ type: 'taken' }, { type: 'over' }]);
  leave();
  expect(peer.destroy).toHaveBeenCalled();
  expect(track.stop).toHaveBeenCalled();
});
