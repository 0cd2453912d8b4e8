import { call } from '../../shared/webext/bus.ts';
import type { ViewLink } from './view-ports.ts';

type Place = Pick<ViewLink, 'isQuiz' | 'tabId' | 'openerTabId'>;

/** A window that the exam's own tab opened belongs to it: some LMSs show the attempt in one. */
export const isSecondTab = ({ isQuiz, tabId, openerTabId }: Place, quizTabId: number | null): boolean =>
  isQuiz && quizTabId !== null && tabId !== null && tabId !== quizTabId && openerTabId !== quizTabId;

/** Tells the pages of the exam which of them stand in a second tab. Nobody is told anything while it cannot be known. */
export async function tellSecondTabs(links: readonly ViewLink[]): Promise<void> {
  const current = await call('background', 'exam/current').catch(() => null);
  for (const link of links) {
    link.send({ type: 'second-tab', isSecond: isSecondTab(link, current?.quizTabId ?? null) });
  }
}
