import { mkdir, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { DemoWorld } from './demo-world.ts';
import { root } from './exam-server.ts';
import type { TestBrowser } from './browser.ts';

/** Saves what a failed test leaves behind: pictures of all pages and what every part said, to `test-results/<test>/`. */
export async function saveEvidence(
  test: string,
  { browsers, world }: { browsers: Record<string, TestBrowser | undefined>; world?: DemoWorld | undefined },
): Promise<string> {
  const dir = resolve(root, 'test-results', test.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 100));
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  if (world) await writeFile(resolve(dir, 'server.log'), world.server.log());
  for (const [who, machine] of Object.entries(browsers)) {
    if (!machine) continue;
    for (const [part, text] of Object.entries(machine.log.texts())) {
      await writeFile(resolve(dir, `${who}-${part}.log`), text);
    }
    const pages = await machine.browser.pages().catch(() => []);
    for (const [index, page] of pages.entries()) {
      const path = resolve(dir, `${who}-${index}.png`) as `${string}.png`;
      // A page that hangs in a prompt cannot be photographed; the others can.
      await Promise.race([page.bringToFront().then(() => page.screenshot({ path })), timeout(10_000)]).catch(
        (error: unknown) => writeFile(`${path}.failed`, String(error)),
      );
      await writeFile(resolve(dir, `${who}-${index}.url`), `${page.url()}\n`);
    }
  }
  return dir;
}

const timeout = (ms: number): Promise<never> =>
  new Promise((_, failed) => {
    setTimeout(() => failed(new Error('no picture')), ms).unref();
  });
