import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of a few MiB that can be filled and grown. Only root may mount one. */
export interface SmallDisk {
  dir: string;
  resize(mib: number): void;
  /** Makes it just so large that this much is free. */
  leave(mib: number): void;
  remove(): void;
}

/** Why there is none here, or null. */
export const whyNoSmallDisk = (): string | null =>
  process.platform !== 'linux' || process.getuid?.() !== 0 ? 'only root on Linux can mount a tmpfs' : null;

export function makeSmallDisk(mib: number): SmallDisk {
  const dir = mkdtempSync(join(tmpdir(), 'examus-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', dir]);
  chmodSync(dir, 0o777);
  const resize = (to: number) => void execFileSync('mount', ['-o', `remount,size=${to}m`, dir]);
  return {
    dir,
    resize,
    leave(free) {
      const { blocks, bfree, bsize } = statfsSync(dir);
      resize(free + Math.ceil(((blocks - bfree) * bsize) / 1_048_576));
    },
    remove() {
      // Lazily: a process that was just killed may still hold a file.
      execFileSync('umount', ['-l', dir]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
