import { describe, expect, it } from 'vitest';
import { coverageOf, gapsIn, mediaAt, nextCovered, openingOf, type Piece, wallAt } from './pieces.ts';

/** Two epochs: 0–8 s and, after half a minute of nothing, 38–42 s; the player joins them at media second 8. */
const pieces: Piece[] = [
  { start: 0, duration: 4, startAt: 100_000 },
  { start: 4, duration: 4, startAt: 104_010 },
  { start: 8, duration: 4, startAt: 138_000 },
];

describe('pieces of a recording', () => {
  it('go from media time to the clock and back', () => {
    expect(wallAt(pieces, 1.5)).toBe(101_500);
    expect(wallAt(pieces, 9)).toBe(139_000);
    expect(mediaAt(pieces, 139_000)).toBe(9);
    expect(mediaAt(pieces, 101_500)).toBe(1.5);
  });
  it('have no picture before, between and after the epochs', () => {
    expect(mediaAt(pieces, 99_999)).toBeNull();
    expect(mediaAt(pieces, 120_000)).toBeNull();
    expect(mediaAt(pieces, 142_000)).toBeNull();
    expect(wallAt([], 0)).toBeNull();
  });
  it('bridge the seam of two segments of one epoch', () => {
    expect(mediaAt(pieces, 104_005)).toBe(4);
  });
  it('cover two stretches with one gap between', () => {
    const spans = coverageOf(pieces);
    expect(spans).toEqual([
      { startAt: 100_000, endAt: 108_010 },
      { startAt: 138_000, endAt: 142_000 },
    ]);
    expect(gapsIn({ startAt: 98_000, endAt: 150_000 }, spans)).toEqual([
      { startAt: 98_000, endAt: 100_000 },
      { startAt: 108_010, endAt: 138_000 },
      { startAt: 142_000, endAt: 150_000 },
    ]);
    expect(gapsIn({ startAt: 100_000, endAt: 108_500 }, spans)).toEqual([]);
  });
  it('open where all have a picture, or near the newest one', () => {
    const camera = [{ startAt: 1000, endAt: 60_000 }];
    const screen = [{ startAt: 1700, endAt: 58_000 }];
    expect(openingOf([camera, screen], false)).toBe(1700);
    expect(openingOf([camera, [{ startAt: 30_000, endAt: 60_000 }]], false)).toBe(1000);
    expect(openingOf([camera, screen], true)).toBe(49_000);
    expect(openingOf([camera, []], true)).toBe(51_000);
    expect(openingOf([[], []], true)).toBeNull();
  });
  it('know the next recorded moment', () => {
    const spans = coverageOf(pieces);
    expect(nextCovered([spans, []], 120_000)).toBe(138_000);
    expect(nextCovered([spans], 141_000)).toBeNull();
  });
});
