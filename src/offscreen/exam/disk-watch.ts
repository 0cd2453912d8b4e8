import type { Journal } from '../journal/journal.ts';
import type { Feed } from './feed.ts';

const LOOK_EVERY_MS = 15_000;
/** An hour of both recordings off line; at the lower quality two and a half. */
const LOW_BYTES = 150 * 1024 * 1024;
/** Room has to be found, not merely a piece sent, before the quality goes up again. */
const ROOMY_BYTES = 2 * LOW_BYTES;

/** Whether the disk is tight, given whether it was. Between the two marks it stays what it was. */
export const isTight = (freeBytes: number, wasTight: boolean): boolean =>
  freeBytes < (wasTight ? ROOMY_BYTES : LOW_BYTES);

export interface DiskWatchOptions {
  journal: Pick<Journal, 'onDiskFull'>;
  feed: Pick<Feed, 'notice' | 'noticeOver'>;
  now: () => number;
  /** Fewer bits are wanted (true), or all of them again. */
  onTight: (isTight: boolean) => void;
  signal: AbortSignal;
  /** Bytes that still fit. With `unlimitedStorage` Chromium's quota is what is used plus what the disk has free. */
  freeBytes?: () => Promise<number>;
}

/** Watches the room for the recording: tells the student, and steps the quality down before anything is dropped. */
export function watchDisk(options: DiskWatchOptions): void {
  const { journal, feed, now, onTight, signal, freeBytes = freeOnDisk } = options;
  let wasTight = false;
  const look = async () => {
    const free = await freeBytes().catch(() => Infinity);
    const tight = isTight(free, wasTight);
    if (signal.aborted || tight === wasTight) return;
    wasTight = tight;
    if (tight) feed.notice('disk_low', now());
    else feed.noticeOver('disk_low');
    onTight(tight);
  };
  journal.onDiskFull((isFull) => {
    if (isFull) feed.notice('disk_full', now());
    else feed.noticeOver('disk_full');
    void look();
  });
  void look();
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
}

async function freeOnDisk(): Promise<number> {
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined ? Infinity : quota - (usage ?? 0);
}
