import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { groupsOf, typesOf } from '../tests/detection/judge.ts';
import { runSuite } from '../tests/detection/run-suite.ts';
import type { CaseResult, Tally } from '../tests/detection/suite-case.ts';
import { built, setup as build } from '../tests/e2e/build-once.ts';

/**
 * Runs labelled pictures and sounds through the real extension, and tells per clip, per group and per type of warning what
 * was found, what was not, what was raised for nothing, and how long it took.
 */
const { values } = parseArgs({
  options: {
    /** Parts of clips' or groups' names. */
    only: { type: 'string', multiple: true, default: [] },
    /** Two minutes of sitting and typing instead of thirty. */
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

await build();
const cases: CaseResult[] = [];
const mark = ({ ok }: { ok: boolean }) => (ok ? '✓' : '✗');
await runSuite({
  extension: built.demoExtension,
  consoleDir: built.console,
  only: values.only,
  typingMinutes: values.quick ? 2 : 30,
  onResult: (result) => {
    cases.push(result);
    const { clip, group, got, delayS, why } = result;
    const took = delayS === null ? '' : ` ${delayS} s`;
    console.log(
      `${mark(result)} ${group}: ${clip}  ${got.join(', ') || '—'}${took}${why ? `  (${why})` : ''}`,
    );
    void save();
  },
});
await save();
if (cases.length === 0) throw new Error(`no clip is called ${values.only.join(' or ')}`);

const head = '     cases found missed false  late slowest';
console.log(`\n${head}  group`);
for (const group of groupsOf(cases)) console.log(lineOf(group, group.group));
console.log(`\n${head}  warning`);
for (const type of typesOf(cases)) console.log(lineOf(type, type.type));
const bad = cases.filter(({ ok }) => !ok).length;
console.log(
  bad === 0 ? `${cases.length} clips as labelled` : `${bad} of ${cases.length} clips NOT as labelled`,
);
process.exitCode = bad === 0 ? 0 : 1;

function lineOf(tally: Tally, name: string): string {
  const { cases: count, found, missed, falseAlarms, late, delayS } = tally;
  const columns = [count, found, missed, falseAlarms, late]
    .map((value) => String(value).padStart(6))
    .join('');
  return `${mark(tally)} ${columns} ${(delayS === null ? '' : `${delayS} s`).padStart(7)}  ${name}`;
}

/** After every clip: a run that is broken off has told what it knew. */
async function save(): Promise<void> {
  if (values.json === undefined) return;
  await writeFile(
    resolve(values.json),
    `${JSON.stringify({ cases, groups: groupsOf(cases), types: typesOf(cases) }, null, 2)}\n`,
  );
}
