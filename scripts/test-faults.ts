import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { built, setup as build } from '../tests/e2e/build-once.ts';
import type { FaultRow } from '../tests/faults/fault.ts';
import { faults } from '../tests/faults/faults.ts';
import type { RunLength } from '../tests/faults/fault-exam.ts';
import { runFault } from '../tests/faults/run-fault.ts';

/**
 * Runs a real exam for every fault that a recording must outlive, one after another, and tells what was left.
 * `--quick`: a few rows, short; `--long`: ten minutes without a network; `--only NAME` (repeatable): single rows.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const { only } = values;
const length: RunLength = values.quick ? 'quick' : values.long ? 'long' : 'whole';
const unknown = (only ?? []).filter((name) => !faults.some((fault) => fault.name === name));
if (unknown.length > 0) {
  throw new Error(`no fault ${unknown.join(', ')}; there are ${faults.map(({ name }) => name).join(', ')}`);
}
const chosen = faults.filter((fault) =>
  only ? only.includes(fault.name) : length !== 'quick' || fault.quick === true,
);

await build();
const rows: FaultRow[] = [];
console.log(
  '  lost   camera   screen  resumed  fault (what the student did); camera, screen: seconds missing',
);
for (const fault of chosen) {
  const row = await runFault(fault, {
    extension: built.demoExtension,
    consoleDir: built.console,
    length,
  });
  rows.push(row);
  console.log(line(row));
  // After every row: a run that is broken off has told what it knew.
  if (values.json !== undefined) {
    await writeFile(resolve(values.json), `${JSON.stringify({ faults: rows }, null, 2)}\n`);
  }
}
const bad = rows.filter(({ ok }) => !ok).length;
console.log(bad === 0 ? `${rows.length} faults outlived` : `${bad} of ${rows.length} faults NOT outlived`);
process.exitCode = bad === 0 && rows.length > 0 ? 0 : 1;

function line(row: FaultRow): string {
  const told = (value: number | null, unit = '') => (value === null ? '?' : `${value}${unit}`);
  return [
    row.ok ? '✓' : '✗',
    told(row.acknowledgedLost).padStart(4),
    told(row.missingSeconds, ' s').padStart(8),
    told(row.screenMissingSeconds, ' s').padStart(8),
    told(row.resumedAfterS, ' s').padStart(8),
    ` ${row.fault} (${row.studentDid})`,
    ...(row.why === undefined ? [] : [`\n      ${row.why}`]),
  ].join(' ');
}
