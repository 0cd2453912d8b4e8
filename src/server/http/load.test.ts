import { expect, test } from 'vitest';
import { loadOf } from './load.ts';

test.each([
  [0, 0],
  [0.7, 0],
  [0.85, 5],
  [1, 10],
])('a share of %d is load %d', (share, load) => {
  expect(loadOf(share)).toBe(load);
});
