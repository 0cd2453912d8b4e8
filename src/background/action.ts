import { parseServerOrigin } from '../shared/server-origin.ts';
import type { Account } from './account/account.ts';
import { showPortal } from './portal-tab.ts';

/**
 * A click on the icon: on a page of an exam server, which cannot open our pages itself, asks in the portal whether
 * to trust that server; anywhere else shows the portal.
 */
export async function onIconClicked(tab: chrome.tabs.Tab, account: Account): Promise<void> {
  const origin = tab.id === undefined ? null : await serverNamedBy(tab.id);
  const { origin: known, pinned } = await account.state();
  const isNews = origin !== null && origin !== known && !pinned;
  await showPortal(isNews ? { pair: origin } : {});
}

/** The click itself (`activeTab`) lets us read this one page; Chrome's own pages stay closed to everybody. */
async function serverNamedBy(tabId: number): Promise<string | null> {
  try {
    const [result] = await chrome.scripting.executeScript({ target: { tabId }, func: readServerMeta });
    return parseServerOrigin(result?.result);
  } catch {
    return null;
  }
}

/** Runs in the page, so it may use nothing from this file. The worker's types know no document. */
function readServerMeta(): string | null {
  const page = globalThis as unknown as {
    document: { querySelector(selector: string): { content: string } | null };
  };
  return page.document.querySelector('meta[name="examus-server"]')?.content ?? null;
}
