import { describe, expect, it } from 'vitest';
import { isSecondTab } from './second-tab.ts';

const page = { isQuiz: true, tabId: 7, openerTabId: null };

describe('isSecondTab', () => {
  it('is any other tab with a page of the exam', () => {
    expect(isSecondTab(page, 7)).toBe(false);
    expect(isSecondTab(page, 3)).toBe(true);
    expect(isSecondTab({ ...page, openerTabId: 9 }, 3)).toBe(true);
  });

  it('is no window that the exam’s own tab opened, and none of our pages', () => {
    expect(isSecondTab({ ...page, openerTabId: 3 }, 3)).toBe(false);
    expect(isSecondTab({ ...page, isQuiz: false }, 3)).toBe(false);
  });

  it('is not known while the exam has no tab', () => {
    expect(isSecondTab(page, null)).toBe(false);
  });
});
