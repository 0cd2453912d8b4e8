import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyDetectionFiles } from './models/face-models.ts';
import { copyVoiceFiles } from './models/voice-model.ts';
import { languages } from '../src/protocol/language.ts';
import { buildLatePanel } from './late-panel.ts';
import { lateWordsScript, panelWordsScript } from './panel-texts.ts';
import { root } from './vite-extension.ts';

/** What the bundler leaves to do in a built extension. */
export async function finishExtension(outDir: string, buildId: string): Promise<void> {
  await closeToWebPages(outDir);
  await removeAreaTexts(outDir);
  await writePanelTexts(outDir);
  await buildLatePanel(outDir, buildId);
  await copyRoomStyles(outDir);
  await copyDetectionFiles(outDir);
  await copyVoiceFiles(outDir);
}

/**
 * The bundler lists injected scripts as web-accessible, by which any site could tell that the student has Examus.
 * `scripting` needs no such thing.
 */
async function closeToWebPages(outDir: string): Promise<void> {
  const file = join(outDir, 'manifest.json');
  const { web_accessible_resources: _, ...manifest } = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify(manifest, null, 2));
  if ((await readFile(file, 'utf8')).includes('web_accessible_resources')) {
    throw new Error(`${file} still opens files to web pages`);
  }
}

/** Texts of the areas are bundled where they are used; Chrome knows `messages.json` alone. */
async function removeAreaTexts(outDir: string): Promise<void> {
  for (const entry of await readdir(join(outDir, '_locales'), { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name !== 'messages.json') await rm(join(entry.parentPath, entry.name));
  }
}

/** Two files per language, for the panel's two scripts, of which a page gets one: see `src/background/lms-registration.ts`. */
async function writePanelTexts(outDir: string): Promise<void> {
  await mkdir(join(outDir, 'content'), { recursive: true });
  for (const language of languages) {
    await writeFile(join(outDir, 'content', `texts-${language}.js`), panelWordsScript(language));
    await writeFile(join(outDir, 'content', `late-texts-${language}.js`), lateWordsScript(language));
  }
}

/**
 * Registered beside the content script by name, so they stay files: see `src/background/lms-registration.ts`. Their
 * imports are written out: in a page, an injected style sheet resolves none.
 */
async function copyRoomStyles(outDir: string): Promise<void> {
  const from = join(root, 'src/content/room');
  await mkdir(join(outDir, 'room'), { recursive: true });
  for (const name of ['room-open.css', 'room-collapsed.css', 'room-by-width.css']) {
    await writeFile(join(outDir, 'room', name), await inlineImports(join(from, name)));
  }
}

async function inlineImports(file: string): Promise<string> {
  let css = await readFile(file, 'utf8');
  for (const [whole, path] of css.matchAll(/@import '(\.\/[^']+)';/g)) {
    css = css.replace(whole, (await inlineImports(join(dirname(file), path!))).trimEnd());
  }
  if (css.includes('@import')) throw new Error(`${file}: an @import that is not understood`);
  return css;
}
