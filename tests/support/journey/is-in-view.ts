import assert from 'node:assert/strict';
import type { ElementHandle } from 'puppeteer';

/** Fails unless the whole thing can be seen without scrolling. */
export async function isInView(handle: ElementHandle): Promise<void> {
  const seen = await handle.evaluate((element) => {
    const { top, left, bottom, right } = element.getBoundingClientRect();
    return {
      name: element.textContent?.trim() ?? '',
      top,
      left,
      bottom,
      right,
      width: innerWidth,
      height: innerHeight,
      scrolled: scrollY,
    };
  });
  assert.ok(
    seen.top >= 0 &&
      seen.left >= 0 &&
      seen.bottom <= seen.height &&
      seen.right <= seen.width &&
      seen.scrolled === 0,
    `«${seen.name}» is not in view: ${JSON.stringify(seen)}`,
  );
}
