import { expect, test } from 'vitest';
import { overHole } from './over-hole.ts';

const loaded = (...ranges: [number, number][]) => ({
  length: ranges.length,
  start: (index: number) => ranges[index]![0],
  end: (index: number) => ranges[index]![1],
});
const piece = (start: number, duration: number, startAt: number) => ({ start, duration, startAt });
/** Of 4 seconds each; the third is not loaded, of the sixth a moment is missing, and the seventh comes a minute later. */
const pieces = [
  ...[0, 4, 8, 12, 16, 20].map((start) => piece(start, 4, 1000 * start)),
  piece(24, 4, 84_000),
  piece(28, 0.4, 88_000),
  piece(28.4, 4, 88_400),
];
const ranges = loaded([0, 8], [12, 21], [21.3, 23.8], [24.1, 28], [28.4, 32.4]);

test.each([
  ['well before a hole', 20, 20],
  ['at its edge', 20.95, 21.3],
  ['in it', 21.2, 21.3],
  ['behind it', 21.3, 21.3],
  ['what is not loaded', 9, 9],
  ['a short segment that is not loaded', 28.2, 28.2],
  ['the seam of two recordings', 23.9, 23.9],
  ['where nothing is loaded', 40, 40],
])('%s', (_, at, to) => {
  expect(overHole(ranges, pieces, at, 0.1)).toBe(to);
});

test('up to its edge a hole is not passed over by a player that stands still', () => {
  expect(overHole(ranges, pieces, 20.95)).toBe(20.95);
});
