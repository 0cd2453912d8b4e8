import { statfs } from 'node:fs/promises';
import { ExamusError } from '../../protocol/errors.ts';

const MIB = 1024 * 1024;

/**
 * How much must stay free on the disk of the data directory. PGlite, which lives there too, does not outlive a full
 * disk: a failed write to its log stops the whole process for good (seen with 0.5.16), and it takes 16 MiB at a time.
 * So recordings stop first, then whatever else writes; what is being read goes on.
 */
export const floors = {
  pglite: { blobs: 40 * MIB, database: 24 * MIB },
  postgres: { blobs: 0, database: 0 },
} as const;

/** Room on the disk of the data directory. */
export interface Room {
  /** Runs `write` with room held for its bytes. Rejects with `storage_full`, then nothing was written. */
  hold<T>(bytes: number, write: () => Promise<T>): Promise<T>;
  /** Rejects with `storage_full` when the database has to be spared. */
  assertForDatabase(): Promise<void>;
  state(): Promise<'ok' | 'full'>;
}

export function roomIn(floor: { blobs: number; database: number }, freeBytes: () => Promise<number>): Room {
  let held = 0;
  const hasFree = async (bytes: number): Promise<boolean> =>
    bytes <= 0 || (await freeBytes()) - held >= bytes;
  return {
    async hold(bytes, write) {
      held += bytes;
      try {
        if (!(await hasFree(floor.blobs))) throw full('recordings');
        return await write();
      } finally {
        held -= bytes;
      }
    },
    async assertForDatabase() {
      if (!(await hasFree(floor.database))) throw full('the database');
    },
    state: async () => ((await hasFree(floor.blobs + MIB)) ? 'ok' : 'full'),
  };
}

const full = (what: string) => new ExamusError('storage_full', `no room left on the exam server for ${what}`);

/** What a user who is not root may still write. */
export const freeBytesOf = (dir: string) => async (): Promise<number> => {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
};
