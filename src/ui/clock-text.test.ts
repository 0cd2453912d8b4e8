import { expect, test } from 'vitest';
import { clockText, timeOfDay } from './clock-text.ts';

test.each([
  [0, '0:00'],
  [-5000, '0:00'],
  [1, '0:01'],
  [61_000, '1:01'],
  [3_599_001, '1:00:00'],
  [3_665_000, '1:01:05'],
  [36_000_000, '10:00:00'],
])('%i ms left reads %s', (ms, text) => {
  expect(clockText(ms)).toBe(text);
});

test('the time of day has leading zeros', () => {
  const at = new Date(2026, 10, 23, 7, 5, 9).getTime();
  expect(timeOfDay(at)).toBe('07:05');
  expect(timeOfDay(at, true)).toBe('07:05:09');
});
