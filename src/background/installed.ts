import { showPortal } from './portal-tab.ts';

/** The first thing after installation is the portal; an update interrupts nobody. */
export async function onInstalled({ reason }: chrome.runtime.InstalledDetails): Promise<void> {
  if (reason === 'install') await showPortal();
}
