import { expect, it } from 'vitest';
import { formatDateTime, formatDuration, formatMegabytes, formatPercent, formatTime } from './format.ts';

it('writes durations as a clock', () => {
  expect(formatDuration(0)).toBe('0:00');
  expect(formatDuration(65_400)).toBe('1:05');
  expect(formatDuration(3_600_000 + 4 * 60_000 + 5000)).toBe('1:04:05');
  expect(formatDuration(-5)).toBe('0:00');
});

it('writes sizes in the language', () => {
  expect(formatMegabytes(1_234_000, 'ru')).toBe('1,2 МБ');
  expect(formatMegabytes(1_234_000, 'kk')).toBe('1,2 МБ');
  expect(formatMegabytes(1_234_000, 'en')).toBe('1.2 MB');
});

it('writes moments in the language, the year only when it matters', () => {
  const at = new Date(2026, 10, 23, 9, 5, 7).getTime();
  expect(formatTime(at, 'ru')).toBe('09:05:07');
  expect(formatDateTime(at, 'ru', at)).not.toContain('2026');
  expect(formatDateTime(at, 'ru', at)).toMatch(/23 нояб.*09:05/);
  expect(formatDateTime(at, 'en', new Date(2027, 1, 1).getTime())).toContain('2026');
  expect(formatDateTime(at, 'kk', at)).toBe('23 қар., 09:05');
  expect(formatTime(at, 'kk')).toBe('09:05:07');
  expect(formatPercent(0.87, 'en')).toBe('87%');
});
