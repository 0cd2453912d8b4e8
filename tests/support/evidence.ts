import { mkdir, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { browsersAtHand, serversAtHand } from './at-hand.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Saves what a failed test leaves behind: pictures of all pages of every browser and what every part said, to
 * `test-results/<test>/`. Null when nothing runs.
 */
export async function saveEvidence(test: string): Promise<string | null> {
  const [browsers, servers] = [browsersAtHand.all(), serversAtHand.all()];
  if (browsers.length === 0 && servers.length === 0) return null;
  const dir = resolve(root, 'test-results', test.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 100));
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  for (const [name, server] of servers) await writeFile(resolve(dir, `${name}.log`), server.log());
  for (const [who, { log, browser }] of browsers) {
    for (const [part, text] of Object.entries(log.texts())) {
      await writeFile(resolve(dir, `${who}-${part}.log`), text);
    }
    const pages = await browser.pages().catch(() => []);
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
