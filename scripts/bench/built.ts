import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
let extension: Promise<string> | null = null;
let console: Promise<string> | null = null;

/**
 * The extension as an institution ships it, built once per run in a folder of its own: the host of its LMS is baked in,
 * the exam server's is not, so that calls to the server are cross-origin as they are for students.
 */
export const builtExtension = (): Promise<string> =>
  (extension ??= build('extension', '--out', '--hosts', 'http://localhost/*'));

export const builtConsole = (): Promise<string> => (console ??= build('console', '--console-out'));

async function build(only: string, outFlag: string, ...more: string[]): Promise<string> {
  const out = resolve(root, '.cache/bench', only);
  await mkdir(out, { recursive: true });
  await promisify(execFile)(process.execPath, ['scripts/build.ts', '--only', only, outFlag, out, ...more], {
    cwd: root,
  });
  return out;
}
