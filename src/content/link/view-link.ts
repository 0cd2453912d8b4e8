import { type FromView, type ToView, VIEW_PORT } from '../../protocol/view-port.ts';
import { call } from '../../shared/webext/bus.ts';

export interface LinkEvents {
  onMessage: (message: ToView) => void;
  /** Connected anew: whoever is there knows nothing of this page. */
  onOpen: () => void;
  onLost: () => void;
  /** The extension was updated or removed under this page: it will never answer again. */
  onOrphaned: () => void;
}

export interface ViewLink {
  /** False when nobody is there to take it. */
  send: (message: FromView) => boolean;
}

/** Between tries; a dead offscreen document is back within a second, so the first tries come quickly. */
const WAITS_MS = [250, 500, 1000, 2000, 5000];
/** Offscreen says at once what it knows. Longer silence = the port ended somewhere else, e.g. in a starting worker. */
const FIRST_WORD_MS = 3000;

/** The port to offscreen. Lost, it is opened again for as long as the page lives; offscreen is started when it is gone. */
export function openViewLink(events: LinkEvents, signal: AbortSignal): ViewLink {
  let port: chrome.runtime.Port | null = null;
  let isOpen = false;
  let tries = 0;

  async function connect(): Promise<void> {
    if (signal.aborted || port) return;
    if (isOrphaned()) return events.onOrphaned();
    // A new try is made whatever comes of it: another page may have started offscreen meanwhile.
    if (tries > 0) await call('background', 'offscreen/ensure').catch(() => undefined);
    if (signal.aborted || port) return;
    try {
      listen(chrome.runtime.connect({ name: VIEW_PORT }));
    } catch {
      // "Extension context invalidated": the id is gone between the look above and this call.
      events.onOrphaned();
    }
  }

  function listen(opened: chrome.runtime.Port): void {
    port = opened;
    const silence = setTimeout(() => {
      opened.disconnect();
      lost(opened);
    }, FIRST_WORD_MS);
    opened.onMessage.addListener((message: ToView) => {
      clearTimeout(silence);
      if (!isOpen) {
        isOpen = true;
        tries = 0;
        events.onOpen();
      }
      events.onMessage(message);
    });
    opened.onDisconnect.addListener(() => {
      clearTimeout(silence);
      // Read, or Chrome reports it as unchecked: "Receiving end does not exist" when nobody listens.
      void chrome.runtime.lastError;
      lost(opened);
    });
  }

  function lost(which: chrome.runtime.Port): void {
    if (port !== which) return;
    port = null;
    if (isOpen) events.onLost();
    isOpen = false;
    if (signal.aborted) return;
    setTimeout(() => void connect(), WAITS_MS[Math.min(tries++, WAITS_MS.length - 1)]);
  }

  signal.addEventListener('abort', () => port?.disconnect());
  void connect();
  return {
    send: (message) => {
      if (!port || !isOpen) return false;
      try {
        port.postMessage(message);
        return true;
      } catch {
        // The port broke this very moment; `onDisconnect` follows.
        return false;
      }
    },
  };
}

/** After an update the old script lives on in open pages, without its extension. */
const isOrphaned = (): boolean => chrome.runtime?.id === undefined;
