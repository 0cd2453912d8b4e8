import { describe, expect, it } from 'vitest';
import { canCancel, mostAtOnce, slotsFrom, slotState } from './slots.ts';

const at = (text: string) => Date.parse(`2026-11-${text}Z`);
const exam = {
  startsAt: at('23T09:00'),
  endsAt: at('23T12:30'),
  durationMinutes: 60,
  proctoringHours: null,
};
const ALMATY = 'Asia/Almaty'; // UTC+5
const slotsOf = (of: Partial<Parameters<typeof slotsFrom>[0]>, now: number, zone = ALMATY) =>
  slotsFrom({ ...exam, ...of }, now, zone);
const texts = (slots: readonly number[]) => slots.map((each) => new Date(each).toISOString().slice(8, 16));

describe('places in the calendar', () => {
  it('follow one another between the dates; what would end later is none', () => {
    expect(slotsOf({}, at('20T00:00'))).toEqual([at('23T09:00'), at('23T10:00'), at('23T11:00')]);
  });
  it('are offered from now on', () => {
    expect(slotsOf({}, at('23T10:01'))).toEqual([at('23T11:00')]);
    expect(slotsOf({}, at('23T10:00'))).toEqual([at('23T10:00'), at('23T11:00')]);
    expect(slotsOf({}, at('23T12:00'))).toEqual([]);
  });
  it('begin at whole hours where the exam has no dates, and end four weeks ahead', () => {
    const slots = slotsOf({ startsAt: null, endsAt: null }, at('23T10:20'));
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

describe('places within proctoring hours', () => {
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
  const hours = { from: '09:00', to: '12:00', weekdays: [...weekdays] };
  const open = { startsAt: null, endsAt: null, durationMinutes: 90, proctoringHours: hours };

  it('begin with the first hour of each day and end within the last, in the institution’s time', () => {
    // 23 November 2026 is a Monday.
    const slots = slotsOf(open, at('23T00:00'));
    expect(texts(slots).slice(0, 4)).toEqual(['23T04:00', '23T05:30', '24T04:00', '24T05:30']);
    expect(slots).toHaveLength(4 * 5 * 2);
    expect(texts(slotsOf({ ...open, durationMinutes: 100 }, at('23T00:00'))).slice(0, 2)).toEqual([
      '23T04:00',
      '24T04:00',
    ]);
  });
  it('leave out other days, by the institution’s calendar', () => {
    expect(texts(slotsOf(open, at('27T05:00')))[0]).toBe('27T05:30');
    expect(texts(slotsOf(open, at('27T06:00')))[0]).toBe('30T04:00');
    // In Almaty Sunday has begun.
    const sundays = { ...open, proctoringHours: { from: '00:00', to: '03:00', weekdays: ['sun' as const] } };
    expect(texts(slotsOf(sundays, at('28T18:00'))).slice(0, 2)).toEqual(['28T19:00', '28T20:30']);
  });
  it('stay between the exam’s dates', () => {
    const dated = { ...exam, proctoringHours: { ...hours, to: '18:00' }, durationMinutes: 60 };
    const slots = slotsOf({ ...dated, startsAt: at('23T05:30'), endsAt: at('24T06:00') }, at('20T00:00'));
    expect(texts(slots).slice(0, 2)).toEqual(['23T05:30', '23T06:30']);
    expect(texts(slots).slice(-2)).toEqual(['24T04:00', '24T05:00']);
  });
  it('reach to midnight where the end is 00:00', () => {
    const late = { ...open, durationMinutes: 60, proctoringHours: { ...hours, from: '22:00', to: '00:00' } };
    expect(texts(slotsOf(late, at('23T00:00'))).slice(0, 3)).toEqual(['23T17:00', '23T18:00', '24T17:00']);
  });
  it('keep their hour when clocks are changed', () => {
    // In Berlin on the night to 25 October 2026.
    const berlin = { ...open, proctoringHours: { ...hours, weekdays: ['sat' as const, 'sun' as const] } };
    const slots = slotsOf(berlin, Date.parse('2026-10-24T00:00Z'), 'Europe/Berlin');
    expect(texts(slots).slice(0, 4)).toEqual(['24T07:00', '24T08:30', '25T08:00', '25T09:30']);
  });
  it('are none where the exam is longer than they are', () => {
    expect(slotsOf({ ...open, durationMinutes: 200 }, at('23T00:00'))).toEqual([]);
  });
});

it('of places that overlap, as many are taken as sit there at one time', () => {
  const taken = [
    { from: 0, to: 60, count: 2 },
    { from: 60, to: 120, count: 1 },
    { from: 45, to: 135, count: 4 },
  ];
  const most = (from: number, to: number) => mostAtOnce(taken, { from, to });
  expect([most(0, 45), most(0, 60), most(60, 120), most(120, 180), most(135, 180)]).toEqual([2, 6, 5, 4, 0]);
});
