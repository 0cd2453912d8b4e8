import { expect, test } from 'vitest';
import { placesByDay } from './places-by-day.ts';

const hour = 3600_000;
const slot = (iso: string, free = 2) => {
  const startsAt = Date.parse(iso);
  return { startsAt, endsAt: startsAt + hour, free };
};

test('places stand under the days of the student, not of the server', () => {
  const slots = [
    slot('2026-11-30T18:00Z'),
    slot('2026-11-30T20:00Z'),
    slot('2026-11-30T21:00Z', 0),
    slot('2026-12-01T01:00Z'),
  ];
  const keys = (zone: string, own: number | null = null) =>
    placesByDay(slots, own, zone).map(({ key, slots: ofDay }) => [key, ofDay.length]);
  expect(keys('UTC')).toEqual([
    ['2026-11-30', 2],
    ['2026-12-01', 1],
  ]);
  expect(keys('Asia/Almaty')).toEqual([
    ['2026-11-30', 1],
    ['2026-12-01', 2],
  ]);
  expect(keys('UTC', slots[3]!.startsAt)).toEqual([['2026-11-30', 2]]);
});
