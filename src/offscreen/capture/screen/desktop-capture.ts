import { SCREEN_PORT, type ToOffscreenScreen, type ToPortalScreen } from '../../../protocol/screen-port.ts';
import { localPeer } from '../../../shared/local-peer.ts';
import { nextFrameAt } from '../../frames/first-frame.ts';
import type { ScreenSource } from './screen-source.ts';

/** Both ends are on this machine; what takes longer is stuck. */
const LINK_TIMEOUT_MS = 10_000;

/**
 * Calls `onOffered` with the screen of each portal page that has one to hand over: what `chooseDesktopMedia` gives can
 * be opened only in the tab it was asked for (design 5.3).
 */
export function listenForScreens(onOffered: (source: ScreenSource) => void): void {
  chrome.runtime.onConnect.addListener((port) => {
    if (port.name !== SCREEN_PORT) return;
    // A content script shares its process with a foreign page: its pictures would not be the screen's.
    if (!port.sender?.url?.startsWith(chrome.runtime.getURL(''))) return port.disconnect();
    onOffered(linkedScreen(port));
  });
}

const linkedScreen = (port: chrome.runtime.Port): ScreenSource => ({
  id: 'desktop-capture',
  async obtain(signal) {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LINK_TIMEOUT_MS)]);
    const peer = localPeer();
    const say = (message: ToPortalScreen) => port.postMessage(message);
    let track: MediaStreamTrack | null = null;
    const linked = new AbortController();
    const close = () => {
      linked.abort();
      peer.destroy();
      port.disconnect();
      if (track?.readyState !== 'live') return;
      // A track that is stopped here does not say so by itself.
      track.stop();
      track.dispatchEvent(new Event('ended'));
    };
    signal.addEventListener('abort', close, { once: true });
    try {
      track = await new Promise<MediaStreamTrack>((resolve, reject) => {
        const fail = (why: string) => reject(new DOMException(why, 'AbortError'));
        peer.on('signal', (data) => say({ type: 'signal', data }));
        peer.on('track', (received) => resolve(received));
        port.onMessage.addListener((message: ToOffscreenScreen) => {
          if (message.type === 'signal') peer.signal(message.data);
        });
        for (const over of ['close', 'error'] as const) {
          peer.on(over, () => {
            fail(`the link to the portal: ${over}`);
            close();
          });
        }
        port.onDisconnect.addListener(() => {
          fail('the portal page is gone');
          close();
        });
        limit.addEventListener('abort', () => fail('no link to the portal'), { once: true });
      });
      // Arrived is not yet seen: the first picture comes when both ends have found each other.
      if ((await nextFrameAt(track, LINK_TIMEOUT_MS)) === null) {
        throw new DOMException('no picture from the portal', 'TimeoutError');
      }
    } catch (error) {
      close();
      throw error;
    }
    say({ type: 'taken' });
    signal.removeEventListener('abort', close);
    // The portal lets the screen go and ends the link: of one that ends here it would think that it broke.
    signal.addEventListener('abort', () => say({ type: 'over' }), { signal: linked.signal });
    // Chrome showed nothing but screens.
    return { track, surface: 'monitor' };
  },
});
