import { browser } from '../shared/webext/browser.ts';

const portalUrl = (): string => chrome.runtime.getURL('src/pages/portal/index.html');

/** The portal's tab, asked of Chrome instead of remembered; null when none is open. */
export async function findPortalTab(): Promise<number | null> {
  const pages = await chrome.runtime.getContexts({ contextTypes: [chrome.runtime.ContextType.TAB] });
  return pages.find(({ documentUrl }) => documentUrl?.startsWith(portalUrl()))?.tabId ?? null;
}

/** Tabs with pages of ours, the portal or others. */
export const countOpenPages = async (): Promise<number> =>
  (await chrome.runtime.getContexts({ contextTypes: [chrome.runtime.ContextType.TAB] })).length;

/**
 * Shows the portal where the student who comes from an LMS goes on. Another fragment is no other page: in an open portal
 * nothing is lost.
 */
export async function showLaunch(): Promise<void> {
  const url = `${portalUrl()}#/launch`;
  const tabId = await findPortalTab();
  if (tabId === null) return void (await browser.tabs.create({ url }));
  const { url: open = '' } = await browser.tabs.get(tabId);
  await browser.tabs.update(tabId, {
    url: open.startsWith(portalUrl()) ? `${open.split('#')[0]}#/launch` : url,
  });
  await showTab(tabId);
}

/**
 * Shows the portal, opening it when it is closed. `pair` asks there whether to trust a server. An open portal is
 * never navigated: with a one-time grant the camera dies with the last extension page (design 5.1).
 */
export async function showPortal({ pair }: { pair?: string } = {}): Promise<void> {
  const tabId = pair === undefined ? await findPortalTab() : null;
  if (tabId !== null) return showTab(tabId);
  await browser.tabs.create({
    url: pair === undefined ? portalUrl() : `${portalUrl()}?${new URLSearchParams({ pair })}`,
  });
}

export async function showTab(tabId: number): Promise<void> {
  const { windowId } = await browser.tabs.update(tabId, { active: true });
  if (windowId !== undefined) await browser.windows.update(windowId, { focused: true });
}

/** Chrome may not put a tab to sleep that the exam needs. */
export const keepTab = async (tabId: number | null, keep: boolean): Promise<void> => {
  if (tabId !== null) await browser.tabs.update(tabId, { autoDiscardable: !keep }).catch(() => undefined);
};
