import { isRecordingPhase } from '../protocol/session.ts';
import type { SessionView } from '../protocol/views.ts';
import type { OffscreenHost } from './offscreen-host.ts';

/**
 * A click on the icon in the quiz tab begins the recording of that tab, where the exam asks for it: the click is what
 * lets us (`activeTab`). False = it was not meant so, and the click goes on as any other.
 */
export async function recordTab(
  tabId: number | undefined,
  exam: { session: SessionView; quizTabId: number | null } | null,
  offscreen: OffscreenHost,
): Promise<boolean> {
  if (tabId === undefined || exam === null || exam.quizTabId !== tabId) return false;
  if (!exam.session.recordTab || !isRecordingPhase(exam.session.phase)) return false;
  // Not granted at the start of the exam.
  if (!chrome.tabCapture) return false;
  const { tab } = await offscreen.ask('capture/status');
  if (tab.state === 'live') return false;
  const streamId = await new Promise<string>((resolve, reject) => {
    chrome.tabCapture.getMediaStreamId({ targetTabId: tabId }, (id) => {
      if (id) resolve(id);
      else reject(new Error(chrome.runtime.lastError?.message ?? 'no stream of this tab'));
    });
  });
  const status = await offscreen.ask('capture/take-tab', { streamId });
  return status.tab.state === 'live';
}
