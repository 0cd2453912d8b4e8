import { expect, test } from 'vitest';
import { supportHours } from './support-hours.ts';

const almaU = { email: 'help@example.edu', hours: '10:00–23:30', timeZone: 'Asia/Almaty' };
const winter = Date.UTC(2026, 10, 23);

test('in the same zone the hours are told once', () => {
  expect(supportHours(almaU, 'у вас', 'Asia/Almaty', winter)).toBe('10:00–23:30 (Almaty)');
});
test('elsewhere they are also told in the student’s time', () => {
  expect(supportHours(almaU, 'у вас', 'Europe/Moscow', winter)).toBe(
    '10:00–23:30 (Almaty), у вас 08:00–21:30',
  );
});
test('past midnight the clock goes round', () => {
  expect(supportHours(almaU, 'yours', 'Asia/Tokyo', winter)).toContain('yours 14:00–03:30');
});
test('words that are no times, and zones nobody knows, stay as they are', () => {
  expect(supportHours({ ...almaU, hours: 'круглосуточно' }, 'у вас', 'UTC', winter)).toBe(
    'круглосуточно (Almaty)',
  );
  expect(supportHours({ ...almaU, timeZone: 'Astana' }, 'у вас', 'UTC', winter)).toBe('10:00–23:30 (Astana)');
});
