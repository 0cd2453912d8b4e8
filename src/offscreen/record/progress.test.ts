import { describe, expect, it } from 'vitest';
import { Progress } from './progress.ts';

describe('Progress', () => {
  it('waits longer for the first fragment than for those after it', () => {
    const progress = new Progress(1000);
    progress.piece(1100);
    expect(progress.isStalled(21_000)).toBe(false);
    expect(progress.isStalled(21_101)).toBe(true);
    progress.piece(9000);
    expect(progress.isStalled(19_000)).toBe(false);
    expect(progress.isStalled(19_001)).toBe(true);
  });

  it('is no stall while pieces come', () => {
    const progress = new Progress(0);
    for (let at = 0; at < 60_000; at += 4000) {
      progress.piece(at);
      expect(progress.isStalled(at + 3900)).toBe(false);
    }
  });

  it('is given the same time again once it was looked into', () => {
    const progress = new Progress(0);
    progress.piece(0);
    progress.piece(8000);
    progress.excuse(18_001);
    expect(progress.isStalled(28_000)).toBe(false);
    expect(progress.isStalled(28_002)).toBe(true);
  });
});
