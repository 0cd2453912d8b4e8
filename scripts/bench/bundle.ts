import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { languages } from '../../src/protocol/language.ts';
import { builtExtension } from './built.ts';
import { type Bench, type Result, rounded } from './result.ts';

/** Gzipped size of what runs in every quiz page and of what starts for almost every event. */
export const bundle: Bench = {
  name: 'bundle',
  run: async () => {
    const dir = await builtExtension();
    const script = zipped(await readFile(join(dir, 'src/content/index.js')));
    const late = zipped(await readFile(join(dir, 'content/late.js')));
    // A page gets one of them; the largest counts.
    const largest = async (name: string) =>
      Math.max(
        ...(await Promise.all(
          languages.map(async (language) =>
            zipped(await readFile(join(dir, `content/${name}-${language}.js`))),
          ),
        )),
      );
    const first = script + (await largest('texts'));
    const second = late + (await largest('late-texts'));
    return [
      size('content script and its texts, before the first paint', first, 25),
      size('its second part, put in when the page is idle', second, 15),
      size('all that every quiz page loads: both parts', first + second, 25),
      size('worker', zipped(await withImports(join(dir, 'service-worker-loader.js'))), 20),
    ];
  },
};

const zipped = (code: Buffer): number => gzipSync(code, { level: 9 }).length;

/** 1 KB = 1000 bytes. */
function size(figure: string, bytes: number, goalKb: number): Result {
  const kb = bytes / 1000;
  return {
    bench: 'bundle',
    figure,
    value: rounded(kb, 2),
    unit: 'KB gzip',
    goal: `<= ${goalKb} KB`,
    met: kb <= goalKb,
  };
}

/** A module with all it imports: one text, as Chrome has to load it. */
async function withImports(entry: string, seen = new Set<string>()): Promise<Buffer<ArrayBuffer>> {
  if (seen.has(entry)) return Buffer.alloc(0);
  seen.add(entry);
  const code = await readFile(entry);
  const parts = [code];
  for (const [, path] of code
    .toString()
    .matchAll(/(?:from|import)\s*\(?\s*["'`](\.{0,2}\/[^"'`]+\.js)["'`]/g)) {
    parts.push(await withImports(resolve(dirname(entry), path!), seen));
  }
  return Buffer.concat(parts);
}
