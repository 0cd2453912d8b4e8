import { spawn } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Runs Vitest's projects and ends with one line that machines can read. Words are rows of the journey (`J9`) or
 * parts of a test's name; `--quick` leaves out what needs a browser.
 */
const root = resolve(import.meta.dirname, '..');
const report = resolve(root, '.cache/test-report.json');
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const isQuick = process.argv.includes('--quick');

interface Report {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

function filesNaming(wanted: RegExp): string[] {
  return globSync(['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'tests/**/*.test.ts'], {
    cwd: root,
  }).filter((file) => wanted.test(readFileSync(resolve(root, file), 'utf8')));
}

/** `J1` means J1, not J10. */
const patternOf = (word: string): string =>
  `(?<![A-Za-z0-9])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9])`;

function vitestArgs(): string[] {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  if (isQuick) args.push('--project', 'unit', '--project', 'server');
  if (words.length > 0) {
    const pattern = words.map(patternOf).join('|');
    const files = filesNaming(new RegExp(pattern));
    if (files.length === 0) throw new Error(`no test names ${words.join(' ')}`);
    args.push('-t', pattern, ...files);
  }
  return args;
}

function count(): { passed: number; failed: number; skipped: number } {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  const of = (status: string) => all.filter((one) => one.status === status).length;
  // A file that cannot even be loaded, or whose preparation failed, has no failed test to count.
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  for (const file of broken) console.log(`FAILED as a whole: ${file.name}\n${file.message}`);
  return {
    passed: of('passed'),
    failed: of('failed') + broken.length,
    skipped: of('pending') + of('skipped'),
  };
}

mkdirSync(resolve(root, '.cache'), { recursive: true });
rmSync(report, { force: true });
const code = await new Promise<number>((done) => {
  const vitest = spawn('vitest', vitestArgs(), { cwd: root, stdio: 'inherit' });
  vitest.on('error', (error) => {
    console.log(error.message);
    done(1);
  });
  vitest.on('close', (exitCode) => done(exitCode ?? 1));
});

let result = { passed: 0, failed: 1, skipped: 0 };
try {
  result = count();
} catch (error) {
  console.log(`the tests left no report: ${String(error)}`);
}
if (words.length === 0 && result.skipped > 0) console.log(`${result.skipped} skipped`);
// Vitest also fails on errors that belong to no test.
if (code !== 0 && result.failed === 0) result.failed = 1;
if (result.passed === 0) process.exitCode = 1;
process.exitCode ??= result.failed === 0 ? 0 : 1;
console.log(`${result.passed} passed, ${result.failed} failed`);
