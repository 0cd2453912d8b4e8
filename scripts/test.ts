import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { relative, resolve } from 'node:path';

/**
 * Runs Vitest's projects and ends with one line that machines can read. Words are rows of the journey (`J9`) or
 * parts of a test's name; `--quick` leaves out what needs a browser.
 */
const root = resolve(import.meta.dirname, '..');
const report = resolve(root, '.cache/test-report.json');
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const isQuick = process.argv.includes('--quick');
/** More than so many files do not fail by chance. */
const MAY_BE_TRIED_AGAIN = 3;
/** What it finds is never put down to a busy machine: an acknowledged piece that is lost once is lost. */
const NEVER_TRIED_AGAIN = /\/tests\/e2e\/faults\.test\.ts$/;

/** Databases, recordings and profiles of the tests: hundreds come and go, and writing each to a disk takes minutes. */
const inMemory = ((): string | null => {
  const dir = '/dev/shm';
  if (process.env['TMPDIR'] !== undefined || !existsSync(dir)) return null;
  const { bavail, bsize } = statfsSync(dir);
  return Math.min(bavail * bsize, freemem()) > 6 * 2 ** 30 ? dir : null;
})();

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
  const args: string[] = [];
  if (isQuick) args.push(...['unit', 'mocking', 'server'].flatMap((name) => ['--project', name]));
  if (words.length > 0) {
    const pattern = words.map(patternOf).join('|');
    const files = filesNaming(new RegExp(pattern));
    if (files.length === 0) throw new Error(`no test names ${words.join(' ')}`);
    args.push('-t', pattern, ...files);
  }
  return args;
}

type FileResult = Report['testResults'][number];

/** Null when Vitest left no report: nothing is known then. */
async function runVitest(args: string[]): Promise<{ code: number; files: FileResult[] | null }> {
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await new Promise<number>((done) => {
    const vitest = spawn('vitest', ['run', ...reporters, ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...(inMemory && { TMPDIR: inMemory }) },
    });
    vitest.on('error', (error) => {
      console.log(error.message);
      done(1);
    });
    vitest.on('close', (exitCode) => done(exitCode ?? 1));
  });
  try {
    return { code, files: (JSON.parse(readFileSync(report, 'utf8')) as Report).testResults };
  } catch (error) {
    console.log(`the tests left no report: ${String(error)}`);
    return { code, files: null };
  }
}

function count(files: FileResult[]): { passed: number; failed: number; skipped: number } {
  const all = files.flatMap(({ assertionResults }) => assertionResults);
  const of = (status: string) => all.filter((one) => one.status === status).length;
  // A file that cannot even be loaded, or whose preparation failed, has no failed test to count.
  const broken = files.filter(
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
let { code, files } = await runVitest(vitestArgs());

// A browser on a busy machine can be late for reasons of its own. What failed is tried once more, by itself, and said
// to have needed it; what is broken fails again.
const mayTryAgain = ({ name }: FileResult): boolean =>
  /\/tests\/e2e\//.test(name) && !NEVER_TRIED_AGAIN.test(name);
const failed = files?.filter(({ status }) => status === 'failed') ?? [];
const again = failed.map(({ name }) => name);
let passedOnlyAgain: string[] = [];
if (files && failed.length > 0 && failed.length <= MAY_BE_TRIED_AGAIN && failed.every(mayTryAgain)) {
  console.log(`Failed, tried once more: ${again.join(' ')}`);
  const second = await runVitest([...vitestArgs().filter((arg) => !arg.endsWith('.test.ts')), ...again]);
  code = second.code;
  passedOnlyAgain = second.files?.filter(({ status }) => status === 'passed').map(({ name }) => name) ?? [];
  files = second.files && [...files.filter(({ name }) => !again.includes(name)), ...second.files];
}

const result = files ? count(files) : { passed: 0, failed: 1, skipped: 0 };
if (words.length === 0 && result.skipped > 0) console.log(`${result.skipped} skipped`);
// Vitest also fails on errors that belong to no test.
if (code !== 0 && result.failed === 0) result.failed = 1;
if (result.passed === 0) process.exitCode = 1;
process.exitCode ??= result.failed === 0 ? 0 : 1;
for (const name of passedOnlyAgain) console.log(`Passed only when tried once more: ${relative(root, name)}`);
console.log(`${result.passed} passed, ${result.failed} failed`);
