import { describe, expect, test } from 'vitest';
import type { ExamId } from '../../protocol/ids.ts';
import { type NewestPlace, withPlace } from './with-place.ts';

const minute = 60_000;
const startsAt = 1_800_000_000_000;
const place = (state: NewestPlace['state']): NewestPlace => ({
  examId: 'exam' as ExamId,
  startsAt,
  endsAt: startsAt + 60 * minute,
  state,
});
const at = (minutes: number, newest?: NewestPlace, mayBookAnew = true) =>
  withPlace({ state: 'open', opensAt: null }, newest, mayBookAnew, startsAt + minutes * minute);

describe('an exam with a calendar', () => {
  test('waits for a place to be taken', () => {
    expect(at(-5000)).toEqual({ state: 'upcoming', opensAt: null, place: null });
    expect(at(-5000, place('cancelled')).place).toBeNull();
  });
  test('opens with the place, 15 minutes before', () => {
    expect(at(-15.1, place('booked'))).toMatchObject({ state: 'upcoming', opensAt: startsAt - 15 * minute });
    expect(at(-15, place('booked'))).toMatchObject({ state: 'open', place: { startsAt } });
    expect(at(15, place('booked')).state).toBe('open');
  });
  test('a place nobody came to can be replaced, where the exam says so', () => {
    expect(at(15.1, place('booked'))).toEqual({ state: 'upcoming', opensAt: null, place: null });
    expect(at(15.1, place('booked'), false).state).toBe('missed');
    expect(at(60, place('missed'), false).state).toBe('missed');
    expect(at(60, place('missed'))).toMatchObject({ state: 'upcoming', place: null });
  });
  test('does not open before the exam itself', () => {
    const exam = { state: 'upcoming', opensAt: startsAt - 10 * minute } as const;
    expect(withPlace(exam, place('booked'), true, startsAt - 12 * minute)).toMatchObject({
      state: 'upcoming',
      opensAt: startsAt - 10 * minute,
    });
  });
});
