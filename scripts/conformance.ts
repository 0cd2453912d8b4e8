import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type CaseResult, runCase } from '../tests/conformance/case.ts';
import { quickCases, slowCases } from '../tests/conformance/cases/all.ts';
import { World } from '../tests/conformance/world.ts';

/**
 * `npm run conformance -- --json FILE`: plays the Moodle plugin against a server of its own, one case for each row of
 * the written facts; `--only TEXT` leaves the others out. Ends with 1 when a case fails.
 */
const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
const world = await new World().open();
const cases: CaseResult[] = [];
try {
  for (const one of [...quickCases, ...slowCases]) {
    if (values.only !== undefined && !one.id.includes(values.only)) continue;
    const result = await runCase(one, world);
    cases.push(result);
    const { id, ok, ms, detail } = result;
    console.log(
      `${ok ? 'ok  ' : 'FAIL'} ${String(ms).padStart(6)} ms  ${id}${ok ? '' : `\n      ${detail}`}`,
    );
  }
} finally {
  await world.close();
}
const failed = cases.filter(({ ok }) => !ok).length;
console.log(`${cases.length - failed} of ${cases.length} cases hold`);
if (values.json !== undefined) await writeFile(values.json, JSON.stringify({ cases }, null, 2));
process.exitCode = failed === 0 ? 0 : 1;
