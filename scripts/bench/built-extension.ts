import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
let built: Promise<string> | null = null;

/** The extension as it is shipped, with this machine's hosts baked in; built once per run, in a folder of its own. */
export const builtExtension = (): Promise<string> => (built ??= build());

async function build(): Promise<string> {
  const out = resolve(root, '.cache/bench/extension');
  await mkdir(out, { recursive: true });
  await promisify(execFile)(
    process.execPath,
    ['scripts/build.ts', '--only', 'extension', '--demo', '--out', out],
    { cwd: root },
  );
  return out;
}
