import { showPortal } from './portal-tab.ts';

/** The first thing after installation is the portal; an update interrupts nobody. */
export async function onInstalled({ reason }: chrome.runtime.InstalledDetails): Promise<void> {
  if (reason === 'install') await showPortal();
}

/**
 * A new version ends every page of the old one, so it waits until there is neither an exam nor an open page of ours.
 * Otherwise Chrome takes it at its next start.
 */
export async function onUpdateAvailable(isIdle: () => Promise<boolean>): Promise<void> {
  const pages = await chrome.runtime.getContexts({ contextTypes: [chrome.runtime.ContextType.TAB] });
  if (pages.length === 0 && (await isIdle())) chrome.runtime.reload();
}
