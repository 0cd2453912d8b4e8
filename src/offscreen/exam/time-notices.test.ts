import { expect, it } from 'vitest';
import { dueNotice } from './time-notices.ts';

const minutes = (count: number) => count * 60_000;

it('tells at ten, five, one minute and at the end', () => {
  expect(dueNotice(minutes(10) + 1, minutes(10))).toBe('ten_minutes');
  expect(dueNotice(minutes(5) + 100, minutes(5) - 100)).toBe('five_minutes');
  expect(dueNotice(minutes(1) + 100, minutes(1) - 100)).toBe('one_minute');
  expect(dueNotice(100, -100)).toBe('time_up');
});

it('tells once, the most urgent', () => {
  expect(dueNotice(minutes(10), minutes(10) - 1)).toBeNull();
  expect(dueNotice(minutes(11), minutes(0.5))).toBe('one_minute');
});

it('tells nothing on the first look, nor when time was added', () => {
  expect(dueNotice(null, minutes(4))).toBeNull();
  expect(dueNotice(minutes(4), minutes(20))).toBeNull();
});
