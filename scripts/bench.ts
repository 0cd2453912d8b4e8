import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Bench, Result } from './bench/result.ts';
import { printTable } from './bench/table.ts';

/**
 * `npm run bench -- upload seek capture --json FILE`; without names, all. Each bench is a file in scripts/bench/.
 * `--quick` makes rounds fewer and shorter: to see that a bench works, not for figures.
 */
const benches: Record<string, () => Promise<Bench>> = {
  panel: async () => (await import('./bench/panel.ts')).panel,
  bundle: async () => (await import('./bench/bundle.ts')).bundle,
  upload: async () => (await import('./bench/upload.ts')).upload,
  seek: async () => (await import('./bench/seek.ts')).seek,
  capture: async () => (await import('./bench/capture.ts')).capture,
  detect: async () => (await import('./bench/detect.ts')).detect,
  review: async () => (await import('./bench/review.ts')).review,
  live: async () => (await import('./bench/live.ts')).live,
  grid: async () => (await import('./bench/grid.ts')).grid,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, quick: { type: 'boolean', default: false } },
});
const names = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0)
  throw new Error(`no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);

const results: Result[] = [];
for (const name of names) {
  const bench = await benches[name]!();
  const measured = await bench.run({ isQuick: values.quick });
  printTable(name, measured);
  results.push(...measured);
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ results }, null, 2)}\n`);
process.exitCode = results.every(({ met }) => met) ? 0 : 1;
