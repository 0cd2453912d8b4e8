import { SCREEN_PORT, type ToOffscreenScreen, type ToPortalScreen } from '../../../protocol/screen-port.ts';
import { localPeer } from '../../../shared/local-peer.ts';
import { call } from '../../../shared/webext/bus.ts';

/** Both ends are on this machine; what takes longer is stuck. */
const TAKEN_TIMEOUT_MS = 15_000;
const AGAIN_MS = 500;

/**
 * Gives the screen to offscreen, and gives it again whenever the link breaks (offscreen was made anew, the network
 * changed), as long as this page lives, the student shares and offscreen wants it. Resolves when its pictures first
 * arrive there.
 */
export async function handOver(track: MediaStreamTrack): Promise<void> {
  await link(track, (over) => void keep(track, over));
}

async function keep(track: MediaStreamTrack, over: Promise<void>): Promise<void> {
  await over;
  while (track.readyState === 'live') {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    await call('background', 'offscreen/ensure').catch(() => undefined);
    try {
      return await link(track, (next) => void keep(track, next));
    } catch {
      // Not yet: the next round tries.
    }
  }
}

/** One link. Resolves when it carries pictures; `onTaken` gets what resolves when it is over. */
function link(track: MediaStreamTrack, onTaken: (over: Promise<void>) => void): Promise<void> {
  const port = chrome.runtime.connect({ name: SCREEN_PORT });
  const peer = localPeer(new MediaStream([track]));
  const over = Promise.withResolvers<void>();
  return new Promise((taken, failed) => {
    const timer = setTimeout(() => end('offscreen took no pictures'), TAKEN_TIMEOUT_MS);
    const end = (why: string) => {
      clearTimeout(timer);
      track.removeEventListener('ended', stopped);
      peer.destroy();
      port.disconnect();
      failed(new Error(why));
      over.resolve();
    };
    const stopped = () => end('the student stopped sharing');
    track.addEventListener('ended', stopped);
    peer.on('signal', (data) => port.postMessage({ type: 'signal', data } satisfies ToOffscreenScreen));
    peer.on('error', (error) => end(error.message));
    peer.on('close', () => end('the link closed'));
    port.onMessage.addListener((message: ToPortalScreen) => {
      if (message.type === 'signal') return peer.signal(message.data);
      if (message.type === 'over') {
        track.stop();
        return end('it is wanted no more');
      }
      clearTimeout(timer);
      onTaken(over.promise);
      taken();
    });
    port.onDisconnect.addListener(() => {
      // Read, or Chrome reports it as unchecked where nobody listens.
      void chrome.runtime.lastError;
      end('offscreen is gone');
    });
  });
}
