import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** Everything that can be said of the code without running it. `npm run check -- types lint` runs a part. */
const root = resolve(import.meta.dirname, '..');
const contexts = [
  'src/protocol',
  'src/shared',
  'src/ui',
  'src/background',
  'src/offscreen',
  'src/content',
  'src/pages',
  'src/server',
  'src/server/console',
  'tests',
  'scripts',
];

const steps: Record<string, string[][]> = {
  types: contexts.map((context) => ['tsc', '-p', context]),
  lint: [
    ['oxlint', '--type-aware', '--deny-warnings', 'src', 'tests', 'scripts'],
    ['node', 'scripts/check-lint-rules.ts'],
  ],
  locales: [['node', 'scripts/check-locales.ts']],
  format: [['oxfmt', '--check', 'src', 'tests', 'scripts', 'manifest.config.ts', 'vitest.config.ts']],
};

function run([command, ...args]: string[]): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(command!, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => {
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${command} ${args.join(' ')}`);
      if (code !== 0) console.log(output);
      done(code === 0);
    });
  });
}

const wanted = process.argv.slice(2);
let ok = true;
for (const [name, commands] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const command of commands) ok = (await run(command)) && ok;
}
process.exitCode = ok ? 0 : 1;
