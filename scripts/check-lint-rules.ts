import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

/**
 * A lint rule that matches nothing looks exactly like a clean tree. So every file of `lint-fixtures` that begins
 * with `// must fail: RULE` has to be refused by that rule under the repository's own settings.
 */
const root = resolve(import.meta.dirname, '..');
const fixtures = join(root, 'scripts/lint-fixtures');

interface Diagnostic {
  code: string;
  filename: string;
}

async function lintCopy(): Promise<Diagnostic[]> {
  // Elsewhere, because the settings ignore the fixtures where they lie and know folders by their place.
  const copy = await mkdtemp(join(tmpdir(), 'examus-lint-'));
  try {
    await cp(fixtures, copy, { recursive: true });
    await cp(join(root, '.oxlintrc.json'), join(copy, '.oxlintrc.json'));
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
    const { stdout, stderr } = spawnSync(
      join(root, 'node_modules/.bin/oxlint'),
      ['--type-aware', '--format', 'json', 'src'],
      { cwd: copy, encoding: 'utf8' },
    );
    if (!stdout.trimStart().startsWith('{')) throw new Error(`oxlint said no JSON: ${stdout}${stderr}`);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
    return diagnostics.map(({ code, filename }) => ({
      code,
      filename: relative(copy, resolve(copy, filename)),
    }));
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

const found = await lintCopy();
let checked = 0;
const passed: string[] = [];
for (const entry of await readdir(join(fixtures, 'src'), { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = join(entry.parentPath, entry.name);
  const rule = /^\/\/ must fail: (\S+)/.exec(await readFile(file, 'utf8'))?.[1];
  if (rule === undefined) continue;
  checked += 1;
  const name = relative(fixtures, file);
  if (!found.some(({ filename, code }) => filename === name && code === rule))
    passed.push(`${name}: ${rule}`);
}
for (const line of passed) console.log(`not refused: ${line}`);
console.log(`${checked - passed.length} of ${checked} lint fixtures refused`);
process.exitCode = checked > 0 && passed.length === 0 ? 0 : 1;
