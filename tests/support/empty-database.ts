import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openDatabase } from '../../src/server/store/database.ts';

const store = resolve(import.meta.dirname, '../../src/server/store');
const cache = resolve(import.meta.dirname, '../../.cache/empty-databases');

/**
 * Puts a database with every migration and no row into a data directory that has none. PGlite takes 3 s to make one and
 * a tenth of that to open a copy; who tests the making itself starts the server without this.
 */
export async function giveEmptyDatabase(dataDir: string): Promise<void> {
  const database = join(dataDir, 'database');
  if (await exists(database)) return;
  await cp(await template(), database, { recursive: true });
}

/** Made once for each state of the migrations, by whoever needs it first. */
async function template(): Promise<string> {
  const made = join(cache, await stateOfMigrations());
  if (await exists(made)) return made;
  await mkdir(cache, { recursive: true });
  const dir = await mkdtemp(join(cache, 'making-'));
  await (await openDatabase({ kind: 'pglite', dir })).destroy();
  // Two may make it at once: the first to be done wins, and theirs is the same.
  await rename(join(dir, 'database'), made).catch(async (error: unknown) => {
    if (!(await exists(made))) throw error;
  });
  await rm(dir, { recursive: true, force: true });
  return made;
}

async function stateOfMigrations(): Promise<string> {
  const files = (await readdir(join(store, 'migrations'))).sort().map((name) => join('migrations', name));
  const hash = createHash('sha256');
  for (const file of [...files, 'database.ts', '../../../package-lock.json']) {
    hash.update(await readFile(join(store, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
