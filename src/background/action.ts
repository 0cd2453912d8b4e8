import { parseServerOrigin } from '../shared/server-origin.ts';
import type { Account } from './account/account.ts';
import type { Launch } from './launch/launch.ts';
import { showPortal } from './portal-tab.ts';

/**
 * A click on the icon: on a page of an exam server, which cannot open our pages itself, takes the launch it holds, or asks
 * in the portal whether to trust that server; anywhere else shows the portal.
 */
export async function onIconClicked(
  tab: chrome.tabs.Tab,
  { account, launch }: { account: Account; launch: Launch },
): Promise<void> {
  const named = tab.id === undefined ? null : await readServerPage(tab.id);
  const origin = parseServerOrigin(named?.server);
  // A page speaks for its own server alone: a ticket is not sent anywhere else.
  if (tab.id !== undefined && named?.ticket && origin !== null && origin === named.origin) {
    await launch.take({ origin, ticket: named.ticket, tabId: tab.id });
    return tellTaken(tab.id);
  }
  const { origin: known, pinned } = await account.state();
  const isNews = origin !== null && origin !== known && !pinned;
  await showPortal(isNews ? { pair: origin } : {});
}

interface ServerPage {
  origin: string;
  server: string | null;
  ticket: string | null;
}

/** The click itself (`activeTab`) lets us read this one page; Chrome's own pages stay closed to everybody. */
async function readServerPage(tabId: number): Promise<ServerPage | null> {
  try {
    const [result] = await chrome.scripting.executeScript({ target: { tabId }, func: readMeta });
    return result?.result ?? null;
  } catch {
    return null;
  }
}

/** The page waits for an answer that never comes the other way. */
async function tellTaken(tabId: number): Promise<void> {
  await chrome.scripting
    .executeScript({
      target: { tabId },
      func: () => void globalThis.dispatchEvent(new Event('examus-launch-taken')),
    })
    .catch(() => undefined);
}

/** Runs in the page, so it may use nothing from this file. The worker's types know no document. */
function readMeta(): ServerPage {
  const page = globalThis as unknown as {
    document: { querySelector(selector: string): { content: string } | null };
    location: { origin: string };
  };
  const meta = (name: string) => page.document.querySelector(`meta[name="${name}"]`)?.content ?? null;
  return { origin: page.location.origin, server: meta('examus-server'), ticket: meta('examus-launch') };
}
