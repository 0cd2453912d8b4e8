import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './vite-extension.ts';

/** What the bundler leaves to do in a built extension. */
export async function finishExtension(outDir: string): Promise<void> {
  await closeToWebPages(outDir);
  await removeAreaTexts(outDir);
  await copyRoomStyles(outDir);
  await copyDetection(outDir);
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

/** Registered beside the content script by name, so they stay files: see `src/background/lms-registration.ts`. */
async function copyRoomStyles(outDir: string): Promise<void> {
  const from = join(root, 'src/content/room');
  if (!existsSync(from)) return;
  await mkdir(join(outDir, 'room'), { recursive: true });
  for (const name of await readdir(from)) {
    if (name.endsWith('.css')) await cp(join(from, name), join(outDir, 'room', basename(name)));
  }
}

async function copyDetection(outDir: string): Promise<void> {
  const step = join(root, 'scripts/face-model.ts');
  if (!existsSync(step)) return;
  const { copyDetectionFiles } = (await import(step)) as {
    copyDetectionFiles: (outDir: string) => Promise<void>;
  };
  await copyDetectionFiles(outDir);
}
