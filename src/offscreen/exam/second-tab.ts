import { call } from '../../shared/webext/bus.ts';
import type { ViewLink } from './view-ports.ts';

type Place = Pick<ViewLink, 'isQuiz' | 'tabId' | 'openerTabId' | 'windowId'>;

/**
 * Whether a page stands in another tab than the exam's own. A window that this one opened belongs to it: some LMSs show
 * the attempt in one. A tab beside it does not, though Chrome names an opener there too.
 */
export function isSecondTab(
  { isQuiz, tabId, openerTabId, windowId }: Place,
  quiz: Pick<Place, 'tabId' | 'windowId'>,
): boolean {
  if (!isQuiz || tabId === null || quiz.tabId === null || tabId === quiz.tabId) return false;
  const isItsWindow = openerTabId === quiz.tabId && windowId !== quiz.windowId;
  return !isItsWindow;
}

/** Tells the pages of the exam which of them stand in a second tab. Nobody is told anything while it cannot be known. */
export async function tellSecondTabs(links: readonly ViewLink[]): Promise<void> {
  const current = await call('background', 'exam/current').catch(() => null);
  const tabId = current?.quizTabId ?? null;
  const windowId = links.find((link) => link.tabId === tabId)?.windowId ?? null;
  for (const link of links) {
    link.send({ type: 'second-tab', isSecond: isSecondTab(link, { tabId, windowId }) });
  }
}
