import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

export const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/**
 * Builds what the browser tests load, into folders of their own: nobody's `dist` is touched. The two extensions differ
 * in what Chrome asks: the demo build has the machine's own hosts baked in, the plain one asks for the LMS's site.
 */
export const built = {
  demoExtension: resolve(root, '.cache/e2e/extension-demo'),
  plainExtension: resolve(root, '.cache/e2e/extension-plain'),
  console: resolve(root, '.cache/e2e/console'),
};

/** Each project of browser tests asks for it: the first one builds. */
const shared = globalThis as { examusBuilt?: Promise<void> };
export const setup = (): Promise<void> => (shared.examusBuilt ??= buildAll());

async function buildAll(): Promise<void> {
  const build = (...args: string[]) => run(process.execPath, ['scripts/build.ts', ...args], { cwd: root });
  await build('--demo', '--out', built.demoExtension, '--console-out', built.console);
  await build('--only', 'extension', '--out', built.plainExtension);
}
