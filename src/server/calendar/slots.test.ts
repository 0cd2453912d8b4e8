import { describe, expect, it } from 'vitest';
import { canCancel, slotsFrom, slotState } from './slots.ts';

const at = (text: string) => Date.parse(`2026-11-${text}Z`);
const exam = { startsAt: at('23T09:00'), endsAt: at('23T12:30'), durationMinutes: 60 };

describe('places in the calendar', () => {
  it('follow one another between the dates; what would end later is none', () => {
    expect(slotsFrom(exam, at('20T00:00'))).toEqual([at('23T09:00'), at('23T10:00'), at('23T11:00')]);
  });
  it('are offered from now on', () => {
    expect(slotsFrom(exam, at('23T10:01'))).toEqual([at('23T11:00')]);
    expect(slotsFrom(exam, at('23T10:00'))).toEqual([at('23T10:00'), at('23T11:00')]);
    expect(slotsFrom(exam, at('23T12:00'))).toEqual([]);
  });
  it('begin at whole hours where the exam has no dates, and end four weeks ahead', () => {
    const slots = slotsFrom({ startsAt: null, endsAt: null, durationMinutes: 60 }, at('23T10:20'));
    expect(slots[0]).toBe(at('23T11:00'));
    expect(slots.length).toBe(28 * 24);
  });
  it('open 15 minutes before and are lost 15 minutes after', () => {
    const starts = at('23T10:00');
    expect(slotState(starts, at('23T09:44'))).toBe('early');
    expect(slotState(starts, at('23T09:45'))).toBe('open');
    expect(slotState(starts, at('23T10:15'))).toBe('open');
    expect(slotState(starts, at('23T10:16'))).toBe('late');
  });
  it('can be given back until 24 hours before', () => {
    expect(canCancel(at('23T10:00'), at('22T10:00'))).toBe(true);
    expect(canCancel(at('23T10:00'), at('22T10:01'))).toBe(false);
  });
});
