import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { launch } from 'puppeteer';
import { bundleForPage } from '../bundle-for-page.ts';
import { browserArgs, findBrowser } from '../find-browser.ts';
import type { PictureName } from './scene-names.ts';

/** Pictures of a scene without noise and marker, I420, in the order of its loop. */
export interface Poses {
  width: number;
  height: number;
  pictures: Uint8Array[];
}
/** Two seconds at 10 fps: one breath. */
const POSES = 20;
const cacheDir = resolve(import.meta.dirname, '../../../.cache/clips');

/** Draws the scenes in a headless browser, once: they are kept in `.cache/clips` until the drawing code changes. */
export async function drawScenes(
  scenes: readonly PictureName[],
  width: number,
  height: number,
): Promise<Map<PictureName, Poses>> {
  const code = await bundleForPage(resolve(import.meta.dirname, 'painter.ts'));
  const version = createHash('sha256').update(code).digest('hex').slice(0, 12);
  const fileOf = (scene: PictureName) => resolve(cacheDir, `${scene}-${width}x${height}-${version}.i420`);
  await mkdir(cacheDir, { recursive: true });

  const drawn = new Map<PictureName, Poses>();
  const missing: PictureName[] = [];
  for (const scene of new Set(scenes)) {
    const bytes = await readFile(fileOf(scene)).catch(() => null);
    if (bytes) drawn.set(scene, cut(bytes, width, height));
    else missing.push(scene);
  }
  if (missing.length === 0) return drawn;

  const browser = await launch({
    executablePath: await findBrowser(),
    pipe: true,
    args: browserArgs(),
  });
  try {
    const page = await browser.newPage();
    await page.evaluate(code);
    for (const scene of missing) {
      const text = await page.evaluate(
        (...args) => (globalThis as unknown as { paint: (...args: unknown[]) => string }).paint(...args),
        scene,
        POSES,
        width,
        height,
      );
      const bytes = Buffer.from(text, 'base64');
      // Written aside and renamed: two test runs may draw the same scene.
      const temporary = `${fileOf(scene)}.${process.pid}`;
      await writeFile(temporary, bytes);
      await rename(temporary, fileOf(scene));
      drawn.set(scene, cut(bytes, width, height));
    }
  } finally {
    await browser.close();
  }
  return drawn;
}

function cut(bytes: Uint8Array, width: number, height: number): Poses {
  const size = (width * height * 3) / 2;
  return {
    width,
    height,
    pictures: Array.from({ length: bytes.length / size }, (_, i) => bytes.subarray(i * size, (i + 1) * size)),
  };
}
