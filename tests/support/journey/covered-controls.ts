import assert from 'node:assert/strict';
import type { Page } from 'puppeteer';
import { until } from '../wait.ts';

/** Fails when something of ours lies over a control for longer than the page's own parts take to slide aside. */
export async function nothingIsCovered(page: Page): Promise<void> {
  let covered: string[] = [];
  const isFree = until(
    'every control to be free',
    async () => {
      covered = await coveredControls(page);
      return covered.length === 0;
    },
    { timeoutMs: 2000 },
  );
  await isFree.catch(() => assert.deepEqual(covered, [], 'nothing of the quiz is covered'));
}

/** Controls of the quiz page that something of ours lies over, by what stands on top of their middle. */
async function coveredControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = [
      '.navbar-brand',
      '#user-menu-toggle',
      '.courseindex a',
      '#quiz-timer',
      '#toggle-timer',
      '#mod_quiz-next-nav',
      '#mod_quiz-prev-nav',
      '.qnbutton',
      '.endtestlink',
      '.drawer-right .drawertoggle',
      '.btn-footer-popover',
    ];
    return controls.flatMap((selector) =>
      [...document.querySelectorAll(selector)].flatMap((control) => {
        control.scrollIntoView({ block: 'nearest' });
        const { left, top, width, height } = control.getBoundingClientRect();
        if (width === 0) return [];
        const onTop = document.elementFromPoint(left + width / 2, top + height / 2);
        const isFree = onTop !== null && (control.contains(onTop) || onTop.contains(control));
        const isInWindow = left >= 0 && left + width <= innerWidth;
        return isFree && isInWindow
          ? []
          : [`${selector} under ${onTop?.tagName ?? 'nothing'} at ${left},${top}`];
      }),
    );
  });
}
