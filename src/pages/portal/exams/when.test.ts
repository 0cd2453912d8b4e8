import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { lengthText, whenText } from './when.ts';

beforeAll(() => void vi.useFakeTimers({ now: Date.parse('2026-11-23T12:00:00Z') }));
afterAll(() => void vi.useRealTimers());

const at = (iso: string) => Date.parse(iso);
const slot = { startsAt: at('2026-11-24T05:00:00Z'), endsAt: at('2026-11-24T06:30:00Z') };

test.each([
  ['ru', '24 ноября, 10:00–11:30 (UTC+5)'],
  ['kk', '24 қараша, 10:00–11:30 (UTC+5)'],
  ['en', 'November 24, 10:00–11:30 (UTC+5)'],
] as const)('a slot in %s is told in the student’s own zone, which is named', (language, text) => {
  expect(whenText(slot, language, 'до', 'Asia/Almaty')).toBe(text);
});
test('another year is named', () => {
  const later = { startsAt: at('2035-01-15T05:00:00Z'), endsAt: null };
  expect(whenText(later, 'en', '', 'UTC')).toBe('January 15, 2035, 05:00 (UTC)');
  expect(whenText(later, 'kk', '', 'UTC')).toBe('2035 ж. 15 қаңтар, 05:00 (UTC)');
});
test('a slot over midnight names both days', () => {
  const night = { startsAt: at('2026-11-24T23:00:00Z'), endsAt: at('2026-11-25T01:00:00Z') };
  expect(whenText(night, 'en', 'until', 'UTC')).toBe('November 24, 23:00 – November 25, 01:00 (UTC)');
});
test('an open end, an open start, no limits', () => {
  expect(whenText({ ...slot, endsAt: null }, 'en', 'until', 'UTC')).toBe('November 24, 05:00 (UTC)');
  expect(whenText({ ...slot, startsAt: null }, 'en', 'until', 'UTC')).toBe('until November 24, 06:30 (UTC)');
  expect(whenText({ startsAt: null, endsAt: null }, 'en', 'until')).toBe('');
});
test.each([
  [30_000, 'en', '1 min'],
  [60 * 60_000, 'kk', '1 сағ'],
  [200 * 60_000, 'ru', '3 ч 20 мин'],
  [26 * 3600_000, 'en', '1 d 2 h'],
] as const)('%i ms in %s is %s', (ms, language, text) => {
  expect(lengthText(ms, language).replaceAll('\u00a0', ' ')).toBe(text);
});
