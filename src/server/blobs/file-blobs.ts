import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ExamusError } from '../../protocol/errors.ts';
import { assertBlobKey, type BlobStore } from './blob-store.ts';

/** Blobs as files under `root`. */
export function fileBlobs(root: string): BlobStore {
  const pathOf = (key: string): string => {
    assertBlobKey(key);
    return join(root, key);
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      const aside = `${path}.${randomUUID()}.part`;
      try {
        const firstNew = await mkdir(dirname(path), { recursive: true });
        await writeDurably(aside, bytes);
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
      const path = pathOf(key);
      try {
        return { bytes: (await stat(path)).size };
      } catch (error) {
        if (isCode(error, 'ENOENT')) return null;
        throw error;
      }
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
  };
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

const isCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));
