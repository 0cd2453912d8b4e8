import { randomUUID } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { ExamusError } from '../../protocol/errors.ts';
import { assertBlobKey, type BlobStore } from './blob-store.ts';
import type { Room } from './room.ts';

/** Blobs as files under `root`, as far as there is `room`. */
export function fileBlobs(root: string, room: Room): BlobStore {
  const pathOf = (key: string): string => {
    assertBlobKey(key);
    return join(root, key);
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      const aside = `${path}.${randomUUID()}${UNFINISHED}`;
      try {
        const firstNew = await mkdir(dirname(path), { recursive: true });
        await room.hold(bytes.length, () => writeDurably(aside, bytes));
        await rename(aside, path);
        await syncDirectories(dirname(path), firstNew);
      } catch (error) {
        await rm(aside, { force: true }).catch(() => {});
        if (isCode(error, 'ENOSPC', 'EDQUOT')) {
          throw new ExamusError('storage_full', 'no room left on the exam server', undefined, {
            cause: error,
          });
        }
        throw error;
      }
    },
    async get(key) {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        if (isCode(error, 'ENOENT'))
          throw new ExamusError('not_found', 'no such bytes', undefined, { cause: error });
        throw error;
      }
    },
    async stat(key) {
      const found = await ifThere(stat(pathOf(key)));
      return found && { bytes: found.size };
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
    async groups(prefix) {
      const entries = await entriesOf(pathOf(prefix), false);
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    },
    async list(prefix) {
      const files = await filesUnder(pathOf(prefix));
      return files
        .filter((path) => !isUnfinished(path))
        .map((path) => relative(root, path).split(sep).join('/'));
    },
    async deleteUnfinished(prefix, before) {
      const unfinished = (await filesUnder(pathOf(prefix))).filter(isUnfinished);
      for (const path of unfinished) {
        // One that ended meanwhile has its own name by now.
        const found = await ifThere(stat(path));
        if (found && found.mtimeMs < before) await rm(path, { force: true });
      }
    },
  };
}

const UNFINISHED = '.part';
const isUnfinished = (path: string): boolean => path.endsWith(UNFINISHED);

const filesUnder = async (dir: string): Promise<string[]> =>
  (await entriesOf(dir, true))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

async function entriesOf(dir: string, recursive: boolean): Promise<Dirent[]> {
  try {
    return await readdir(dir, { withFileTypes: true, recursive });
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A file's name is durable only when its directory is; so is the name of every directory that was made for it. */
async function syncDirectories(deepest: string, firstNew: string | undefined): Promise<void> {
  const last = firstNew === undefined ? deepest : dirname(firstNew);
  for (let dir = deepest; ; dir = dirname(dir)) {
    const handle = await open(dir, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (dir === last || dir === dirname(dir)) return;
  }
}

/** Null where there is no such file. */
const ifThere = <T>(looking: Promise<T>): Promise<T | null> =>
  looking.catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  });

const isCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));
