import { expect, it } from 'vitest';
import { readClock, stoppedAt, turnClock } from './wall-clock.ts';

it('runs at its speed, stands while held and loses nothing on a change', () => {
  let clock = stoppedAt(1_000_000);
  expect(readClock(clock, 50_000)).toBe(1_000_000);
  clock = turnClock(clock, 50_000, { isRunning: true });
  expect(readClock(clock, 51_000)).toBe(1_001_000);
  clock = turnClock(clock, 51_000, { rate: 10 });
  expect(readClock(clock, 51_500)).toBe(1_006_000);
  clock = turnClock(clock, 51_500, { isRunning: false });
  expect(readClock(clock, 99_000)).toBe(1_006_000);
  clock = turnClock(clock, 99_000, { wallMs: 5, isRunning: true });
  expect(readClock(clock, 99_001)).toBe(15);
});
