import { afterEach, expect, it, vi } from 'vitest';
import { Capture } from './capture.ts';
import type { ObtainedScreen } from './screen/screen-source.ts';

const { signal } = new AbortController();
/** As far as a slot looks at one. */
class Track extends EventTarget {
  readyState = 'live';
  readonly muted = false;
  readonly label = '';
  contentHint = '';
  stop(): void {
    this.readyState = 'ended';
  }
}

afterEach(() => vi.unstubAllGlobals());

it('lets go what is opened only when nothing is wanted any more', async () => {
  const asked = [Promise.withResolvers<MediaStream>(), Promise.withResolvers<MediaStream>()] as const;
  const asking = asked.map(({ promise }) => promise);
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: () => asking.shift() } });
  const capture = new Capture();
  const opening = capture.open({}, signal);
  const tracks = [new Track(), new Track()] as const;
  const give = (at: 0 | 1) => asked[at].resolve({ getTracks: () => [tracks[at]] } as never);
  // One before, one after.
  give(0);
  await new Promise((resolve) => setTimeout(resolve));
  capture.close();
  give(1);
  await opening;
  expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
  expect([capture.state('camera'), capture.state('microphone')]).toEqual(['off', 'off']);
});

it('lets a screen go that is picked when nothing is wanted any more', async () => {
  const picked = Promise.withResolvers<ObtainedScreen>();
  const capture = new Capture();
  const sharing = capture.shareScreen(signal, { id: 'display-media', obtain: () => picked.promise });
  capture.close();
  const track = new Track();
  picked.resolve({ track: track as never, surface: 'monitor' });
  await sharing;
  expect(track.readyState).toBe('ended');
  expect(capture.state('screen')).toBe('off');
});

it('ends the way by which a screen came with the screen, and with the one that takes its place', async () => {
  const capture = new Capture();
  const ways: AbortSignal[] = [];
  const share = () =>
    capture.shareScreen(signal, {
      id: 'desktop-capture',
      obtain: async (way) => {
        ways.push(way);
        return { track: new Track() as never, surface: 'monitor' };
      },
    });
  await share();
  expect(ways.map(({ aborted }) => aborted)).toEqual([false]);
  await share();
  expect(ways.map(({ aborted }) => aborted)).toEqual([true, false]);
  capture.close();
  expect(ways.map(({ aborted }) => aborted)).toEqual([true, true]);
});
