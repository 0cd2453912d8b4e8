import { findPortalTab, keepTab } from './portal-tab.ts';

/**
 * What shows from outside that an exam is recorded: the mark on the icon, a screen that stays awake, tabs that are
 * not put to sleep (journey rule 17). Safe to repeat.
 */
export async function showSigns(recording: boolean, quizTabId: number | null): Promise<void> {
  if (recording) chrome.power.requestKeepAwake('display');
  else chrome.power.releaseKeepAwake();
  await chrome.action.setBadgeBackgroundColor({ color: '#b3261e' });
  await chrome.action.setBadgeText({ text: recording ? '●' : '' });
  await keepTab(quizTabId, recording);
  await keepTab(await findPortalTab(), recording);
}
