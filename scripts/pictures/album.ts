import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, Viewport } from 'puppeteer';
import { lapse } from '../../tests/support/wait.ts';

export const schemes = ['light', 'dark'] as const;
/** Longer than any of our transitions. */
const SETTLE_MS = 400;

/** Takes each screen at several sizes, light and dark, as `name-width-scheme.png`. */
export class Album {
  readonly #dir: string;
  readonly #sizes: readonly Viewport[];

  private constructor(dir: string, sizes: readonly Viewport[]) {
    this.#dir = dir;
    this.#sizes = sizes;
  }

  static async open(dir: string, sizes: readonly Viewport[]): Promise<Album> {
    await mkdir(dir, { recursive: true });
    return new Album(dir, sizes);
  }

  path = (name: string, width: number, scheme: (typeof schemes)[number]): `${string}.png` =>
    join(this.#dir, `${name}-${width}-${scheme}.png`) as `${string}.png`;

  /** The page stands at the first size afterwards. */
  async take(page: Page, name: string): Promise<void> {
    await page.bringToFront();
    for (const size of this.#sizes) {
      await page.setViewport(size);
      for (const scheme of schemes) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        await lapse(SETTLE_MS);
        await page.screenshot({ path: this.path(name, size.width, scheme) });
      }
    }
    await page.emulateMediaFeatures([]);
    await page.setViewport(this.#sizes[0]!);
    console.log(name);
  }
}
