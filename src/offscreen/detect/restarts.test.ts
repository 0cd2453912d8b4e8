import { expect, test } from 'vitest';
import { Restarts } from './restarts.ts';

test('what failed is tried again, later each time, and given up after the third try', () => {
  const restarts = new Restarts();
  const waits: (number | null)[] = [restarts.waitMs(0)];
  for (let now = 0; now < 120_000; now += 30_000) {
    restarts.failed('crashed', now);
    waits.push(restarts.waitMs(now));
  }
  expect(waits).toEqual([0, 1000, 5000, 20_000, null]);
  expect(restarts.failure).toBe('crashed');
});

test('the wait is over when its time has come', () => {
  const restarts = new Restarts();
  restarts.failed('crashed', 100);
  expect([restarts.waitMs(600), restarts.waitMs(1100), restarts.waitMs(9000)]).toEqual([500, 0, 0]);
  restarts.worked();
  expect([restarts.failure, restarts.waitMs(9000)]).toEqual([null, 0]);
});

test('working for a moment between two failures is not enough, working for minutes is', () => {
  const restarts = new Restarts();
  restarts.failed('crashed', 0);
  restarts.worked();
  restarts.failed('crashed', 2000);
  expect(restarts.waitMs(2000)).toBe(5000);
  restarts.worked();
  restarts.failed('crashed', 200_000);
  expect(restarts.waitMs(200_000)).toBe(1000);
});
