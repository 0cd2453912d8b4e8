import { build } from 'vite';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { join, resolve } from 'node:path';
import { finishExtension } from './finish-extension.ts';
import { loopbackPatterns, parseHostPatterns } from './host-patterns.ts';
import { withoutBundlerChat } from './quiet.ts';
import { extensionConfig, root } from './vite-extension.ts';

const { values } = parseArgs({
  options: {
    /** LMS hosts baked in: match patterns, comma-separated or repeated. */
    hosts: { type: 'string', multiple: true, default: [] },
    /** Exam servers whose pages may hand a student over by themselves: match patterns, likewise. */
    'server-hosts': { type: 'string', multiple: true, default: [] },
    /** The demo's hosts: this machine. */
    demo: { type: 'boolean', default: false },
    /** Folder of the built extension. */
    out: { type: 'string', default: 'dist/extension' },
    /** Folder of the built proctor console. */
    'console-out': { type: 'string', default: 'dist/console' },
    /** `extension` or `console`; both without it. */
    only: { type: 'string' },
  },
});
if (values.only !== undefined && !['extension', 'console'].includes(values.only)) {
  throw new Error(`--only ${values.only}: extension or console`);
}

if (values.only !== 'console') await timed('extension', values.out, buildExtension);
if (values.only !== 'extension' && existsSync(join(root, 'src/server/console/index.html'))) {
  await timed('console', values['console-out'], buildConsole);
}

async function timed(what: string, out: string, run: (outDir: string) => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  await run(resolve(root, out));
  console.log(`built ${what} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s: ${out}`);
}

async function buildExtension(outDir: string): Promise<void> {
  const hosts = parseHostPatterns([...values.hosts, ...(values.demo ? loopbackPatterns : [])]);
  process.env['EXAMUS_HOSTS'] = hosts.join(',');
  // Also by the environment, for builds that others start.
  const servers = [process.env['EXAMUS_SERVER_HOSTS'] ?? '', ...values['server-hosts']];
  const serverHosts = parseHostPatterns([...servers, ...(values.demo ? loopbackPatterns : [])]);
  process.env['EXAMUS_SERVER_HOSTS'] = serverHosts.join(',');
  const buildId = randomUUID().slice(0, 8);
  process.env['EXAMUS_BUILD'] = buildId;
  const config = await extensionConfig(outDir, buildId);
  await withoutBundlerChat(() => build(config));
  await withoutBundlerChat(() => finishExtension(outDir, buildId));
}

async function buildConsole(outDir: string): Promise<void> {
  const { consoleConfig } = (await import(join(root, 'scripts/vite-console.ts'))) as {
    consoleConfig: (outDir: string) => Parameters<typeof build>[0];
  };
  await build(consoleConfig(outDir));
}
