import { expect, test } from 'vitest';
import { lengthText, whenText } from './when.ts';

const at = (iso: string) => Date.parse(iso);

test('a slot is told in the student’s own zone, which is named', () => {
  const slot = { startsAt: at('2026-11-24T05:00:00Z'), endsAt: at('2026-11-24T06:30:00Z') };
  const text = whenText(slot, 'ru', 'до', 'Asia/Almaty');
  expect(text).toContain('24 ноября');
  expect(text).toContain('10:00');
  expect(text).toContain('11:30');
  expect(text).toMatch(/\(.*\+5\)$/);
});
test('an open end, an open start, no limits', () => {
  expect(whenText({ startsAt: at('2026-11-24T05:00:00Z'), endsAt: null }, 'en', 'until', 'UTC')).toContain(
    '05:00',
  );
  expect(whenText({ startsAt: null, endsAt: at('2026-11-24T05:00:00Z') }, 'en', 'until', 'UTC')).toMatch(
    /^until /,
  );
  expect(whenText({ startsAt: null, endsAt: null }, 'en', 'until')).toBe('');
});
test.each([
  [30_000, '1 min'],
  [60 * 60_000, '1 hr'],
  [200 * 60_000, '3 hr 20 min'],
  [26 * 3600_000, '1 day 2 hr'],
])('%i ms is %s', (ms, text) => {
  expect(lengthText(ms, 'en')).toBe(text);
});
