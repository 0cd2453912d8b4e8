import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Bench, Result } from './bench/result.ts';

/** `npm run bench -- panel bundle --json FILE`; without names, all. Each bench is a file in scripts/bench/. */
const benches: Record<string, () => Promise<Bench>> = {
  panel: async () => (await import('./bench/panel.ts')).panel,
  bundle: async () => (await import('./bench/bundle.ts')).bundle,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' } },
});
const names = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0)
  throw new Error(`no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);

const results: Result[] = [];
for (const name of names) {
  const bench = await benches[name]!();
  for (const result of await bench.run()) {
    results.push(result);
    const floor = result.floor === undefined ? '' : `, floor ${result.floor} (×${result.ratio})`;
    console.log(
      `${result.met ? 'met   ' : 'MISSED'} ${result.bench} · ${result.figure}: ${result.value} ${result.unit}${floor}; goal ${result.goal}`,
    );
  }
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ results }, null, 2)}\n`);
process.exitCode = results.every(({ met }) => met) ? 0 : 1;
