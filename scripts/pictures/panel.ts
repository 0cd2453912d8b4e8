import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, preview } from 'vite';
import { caseNames } from '../../tests/panel/canned.ts';
import { launchBrowser } from '../../tests/support/browser.ts';
import { shown } from '../../tests/support/page-tools.ts';
import type { Album } from './album.ts';

const root = resolve(import.meta.dirname, '../..');

/** Every state of the panel, on its test page: what one exam meets only some of. */
export async function takePanel(album: Album): Promise<void> {
  const outDir = await mkdtemp(join(tmpdir(), 'examus-panel-'));
  const configFile = resolve(root, 'tests/panel/vite.config.ts');
  await build({ configFile, build: { outDir } });
  const server = await preview({ configFile, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  const browser = await launchBrowser();
  try {
    const page = (await browser.browser.pages())[0]!;
    await page.setViewport({ width: 1280, height: 720 });
    const open = async (query: string) => {
      await page.goto(`${server.resolvedUrls!.local[0]!}?${query}`);
      await page.waitForSelector('examus-panel[data-shape]');
    };
    for (const name of caseNames) {
      await open(`case=${name}`);
      await album.take(page, `panel-${name}`);
    }
    for (const link of ['connecting', 'idle', 'orphaned']) {
      await open(`case=${link === 'orphaned' ? 'running' : 'none'}&link=${link}`);
      await album.take(page, `panel-link-${link}`);
    }
    await open('case=coached');
    await (await shown(page, '>>> .panel-icon[aria-expanded]')).click();
    await shown(page, '>>> .panel-icon[aria-expanded=true]');
    await album.take(page, 'panel-menu');
    await open('case=running');
    await (await shown(page, '>>> .finish')).click();
    await shown(page, '>>> [role=alertdialog]');
    await album.take(page, 'panel-finish-question');
    await open('case=warnings&collapsed=1');
    await album.take(page, 'panel-rail');
    for (const language of ['kk', 'en']) {
      await open(`case=warnings&language=${language}`);
      await album.take(page, `panel-warnings-${language}`);
    }
  } finally {
    await browser.close();
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  }
}
