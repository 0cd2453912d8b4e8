import { describe, expect, it, vi } from 'vitest';
import { isTight, watchDisk } from './disk-watch.ts';

const MB = 1024 * 1024;

describe('isTight', () => {
  it('steps down early, and up again only when there is plenty', () => {
    expect(isTight(200 * MB, false)).toBe(false);
    expect(isTight(100 * MB, false)).toBe(true);
    expect(isTight(200 * MB, true)).toBe(true);
    expect(isTight(400 * MB, true)).toBe(false);
  });
});

describe('watchDisk', () => {
  it('tells the student and asks for fewer bits, once, until there is room again', async () => {
    vi.useFakeTimers();
    const said: string[] = [];
    let free = 1000 * MB;
    let full: (isFull: boolean) => void = () => undefined;
    const life = new AbortController();
    watchDisk({
      journal: { onDiskFull: (listener) => void (full = listener) },
      feed: {
        notice: (notice) => void said.push(notice),
        noticeOver: (notice) => void said.push(`${notice} over`),
      },
      now: () => 1,
      onTight: (tight) => said.push(tight ? 'fewer' : 'all'),
      signal: life.signal,
      freeBytes: async () => free,
    });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(said).toEqual([]);
    free = 50 * MB;
    await vi.advanceTimersByTimeAsync(40_000);
    expect(said).toEqual(['disk_low', 'fewer']);
    full(true);
    full(false);
    free = 1000 * MB;
    await vi.advanceTimersByTimeAsync(15_000);
    expect(said.slice(2)).toEqual(['disk_full', 'disk_full over', 'disk_low over', 'all']);
    life.abort();
    vi.useRealTimers();
  });
});
