import { expect, test } from 'vitest';
import { isoDay, weekOf } from './week.ts';

const noon = (iso: string) => new Date(`${iso}T12:00`).getTime();

test('a week begins on Monday and leads to its neighbours', () => {
  for (const day of ['2026-11-23', '2026-11-28', '2026-11-29']) {
    const week = weekOf(day, noon('2020-01-01'));
    expect(isoDay(new Date(week.from))).toBe('2026-11-23');
    expect(isoDay(new Date(week.to))).toBe('2026-11-30');
    expect([week.before, week.after]).toEqual(['2026-11-16', '2026-11-30']);
  }
});

test('without a day it is this week', () => {
  expect(weekOf(undefined, noon('2026-12-31'))).toEqual(weekOf('2026-12-28', 0));
});
