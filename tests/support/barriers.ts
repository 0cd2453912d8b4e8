import axeCore from 'axe-core';
import type { Page } from 'puppeteer';

const schemes = ['light', 'dark'] as const;

/** What a machine can tell of a page's accessibility as it stands: `rule: the elements it is broken by`. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof axeCore };
    // Recorded pictures have no words to be read aloud.
    const { violations } = await axe.run({ exclude: ['video'] });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    );
  });
}

/** The same in light and in dark. */
export async function barriersInBothSchemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const scheme of schemes) {
    // Without motion: a colour on its way from one scheme to the other is neither.
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    found.push(...(await barriers(page)).map((barrier) => `${scheme}: ${barrier}`));
  }
  await page.emulateMediaFeatures([]);
  return found;
}
