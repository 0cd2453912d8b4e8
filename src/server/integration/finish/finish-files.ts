import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { finishIntent, type FinishIntent, nameOfIntent } from './finish-intent.ts';

/**
 * Finishes that were acknowledged and are not in the database yet: a file each, so that an answer needs no database
 * and a crash loses none.
 */
export interface FinishFiles {
  keep(intent: FinishIntent): Promise<void>;
  /** Only if it is still the same one: a later one of that session stays. */
  forget(intent: FinishIntent): Promise<void>;
  list(): Promise<FinishIntent[]>;
}

export function finishFiles(dataDir: string): FinishFiles {
  const dir = join(dataDir, 'finishes');
  const pathOf = (intent: FinishIntent) => join(dir, `${nameOfIntent(intent)}.json`);
  const read = async (path: string): Promise<FinishIntent | null> => {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return null;
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), finishIntent), text);
    return parsed.success ? parsed.output : null;
  };
  return {
    async keep(intent) {
      await mkdir(dir, { recursive: true });
      const aside = join(dir, `${randomUUID()}.part`);
      const file = await open(aside, 'wx', 0o600);
      try {
        await file.writeFile(JSON.stringify(intent));
        await file.datasync();
      } finally {
        await file.close();
      }
      await rename(aside, pathOf(intent));
    },
    async forget(intent) {
      const kept = await read(pathOf(intent));
      if (kept?.at === intent.at) await rm(pathOf(intent), { force: true });
    },
    async list() {
      const names = await readdir(dir).catch(() => []);
      const intents = await Promise.all(
        names.filter((name) => name.endsWith('.json')).map((name) => read(join(dir, name))),
      );
      return intents.filter((intent) => intent !== null);
    },
  };
}
