import { afterEach, expect, test, vi } from 'vitest';
import { dayText, numbersOf, weekdayText } from './date-text.ts';

afterEach(() => void vi.restoreAllMocks());

const now = Date.parse('2026-11-23T12:00:00Z');
const day = (iso: string, language: 'ru' | 'kk' | 'en', month: 'long' | 'short') =>
  dayText(Date.parse(iso), language, { month, timeZone: 'Asia/Almaty', now });

test.each([
  ['ru', 'long', '24 ноября'],
  ['ru', 'short', '24 нояб.'],
  ['kk', 'long', '24 қараша'],
  ['kk', 'short', '24 қар.'],
  ['en', 'short', 'Nov 24'],
] as const)('a day in %s (%s), in the zone that is asked for', (language, month, text) => {
  expect(day('2026-11-23T20:00:00Z', language, month)).toBe(text);
});

test.each([
  ['ru', 'вт'],
  ['kk', 'сс'],
  ['en', 'Tue'],
] as const)('a weekday in %s, in the zone that is asked for', (language, text) => {
  expect(weekdayText(Date.parse('2026-11-23T20:00:00Z'), language, 'Asia/Almaty')).toBe(text);
});

test('another year is named', () => {
  expect(day('2035-01-15T05:00:00Z', 'kk', 'short')).toBe('2035 ж. 15 қаң.');
  expect(day('2035-01-15T05:00:00Z', 'ru', 'short')).toContain('2035');
});

test('Kazakh is never asked of Intl: Chrome would answer in the language of the browser', () => {
  const asked = vi.spyOn(Intl, 'DateTimeFormat');
  day('2035-01-15T05:00:00Z', 'kk', 'long');
  expect(asked.mock.calls.map(([locale]) => locale)).not.toContain('kk');
  expect(new Intl.NumberFormat(numbersOf('kk')).format(1234.5)).toMatch(/^1\s234,5$/);
});
