import { describe, expect, it } from 'vitest';
import { isSecondTab } from './second-tab.ts';

const page = { isQuiz: true, tabId: 7, openerTabId: null, windowId: 1 };
const quiz = (tabId: number | null) => ({ tabId, windowId: 1 });

describe('isSecondTab', () => {
  it('is any other tab with a page of the exam', () => {
    expect(isSecondTab(page, quiz(7))).toBe(false);
    expect(isSecondTab(page, quiz(3))).toBe(true);
    expect(isSecondTab({ ...page, openerTabId: 9 }, quiz(3))).toBe(true);
  });

  it('is no window that the exam’s own tab opened, and none of our pages', () => {
    expect(isSecondTab({ ...page, openerTabId: 3, windowId: 2 }, quiz(3))).toBe(false);
    expect(isSecondTab({ ...page, isQuiz: false }, quiz(3))).toBe(false);
  });

  it('is a tab beside it, whoever opened it', () => {
    expect(isSecondTab({ ...page, openerTabId: 3 }, quiz(3))).toBe(true);
  });

  it('is not known while the exam has no tab', () => {
    expect(isSecondTab(page, quiz(null))).toBe(false);
  });
});
