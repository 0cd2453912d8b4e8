import { expect, test } from 'vitest';
import { overHole } from './over-hole.ts';

const loaded = (...ranges: [number, number][]) => ({
  length: ranges.length,
  start: (index: number) => ranges[index]![0],
  end: (index: number) => ranges[index]![1],
});

test.each([
  ['well before a hole', 11, 11],
  ['at its edge', 11.95, 12.3],
  ['in it', 12.2, 12.3],
  ['behind it', 12.3, 12.3],
  ['where more is missing than a moment', 20.5, 20.5],
  ['where nothing is loaded', 40, 40],
])('%s', (_, at, to) => {
  expect(overHole(loaded([0, 12], [12.3, 20], [24, 30]), at)).toBe(to);
});
