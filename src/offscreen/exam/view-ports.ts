import { type ToView, VIEW_PORT } from '../../protocol/view-port.ts';
import { parseFromView, type ViewMessage } from './from-view.ts';

export interface ViewEvents {
  onConnect: (port: ViewLink) => void;
  onMessage: (port: ViewLink, message: ViewMessage) => void;
  onDisconnect: (port: ViewLink) => void;
}

/** One page that shows the exam. */
export interface ViewLink {
  id: string;
  /** A page of the exam, not one of ours. */
  isQuiz: boolean;
  /** A frame inside a page. */
  isFrame: boolean;
  tabId: number | null;
  /** The tab that opened its tab. */
  openerTabId: number | null;
  windowId: number | null;
  /** Pictures a second that it looks at; at most how wide, where small ones will do. */
  fps: number;
  width: number | undefined;
  send: (message: ToView) => void;
}

/** All pages that show the exam now. */
export class ViewPorts {
  readonly #links = new Set<ViewLink>();

  listen(events: ViewEvents): void {
    let count = 0;
    chrome.runtime.onConnect.addListener((port) => {
      if (port.name !== VIEW_PORT) return;
      const isOurs = port.sender?.url?.startsWith(chrome.runtime.getURL('')) ?? false;
      const link: ViewLink = {
        id: `view-${++count}`,
        isQuiz: !isOurs,
        isFrame: (port.sender?.frameId ?? 0) !== 0,
        tabId: port.sender?.tab?.id ?? null,
        openerTabId: port.sender?.tab?.openerTabId ?? null,
        windowId: port.sender?.tab?.windowId ?? null,
        fps: 0,
        width: undefined,
        send: (message) => {
          // The page may be going at this very moment; `onDisconnect` follows.
          if (this.#links.has(link)) port.postMessage(message);
        },
      };
      this.#links.add(link);
      port.onMessage.addListener((raw: unknown) => {
        const message = parseFromView(raw);
        if (message?.type === 'looking') ({ fps: link.fps, width: link.width } = message);
        if (message) events.onMessage(link, message);
      });
      port.onDisconnect.addListener(() => {
        // Read, or Chrome complains of a page that went into the back/forward cache with its port.
        void chrome.runtime.lastError;
        this.#links.delete(link);
        events.onDisconnect(link);
      });
      events.onConnect(link);
    });
  }

  get all(): ViewLink[] {
    return [...this.#links];
  }

  send(message: ToView): void {
    for (const link of this.#links) link.send(message);
  }

  /** Those who look at the camera's picture. */
  get looking(): ViewLink[] {
    return [...this.#links].filter((link) => link.fps > 0);
  }
}
