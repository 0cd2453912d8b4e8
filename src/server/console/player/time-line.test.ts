import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { warningId } from '../../../protocol/ids.ts';
import type { Warning } from '../../../protocol/warnings.ts';
import { marksOf, percentOf, ticksOf } from './time-line.ts';

const whole = { startAt: 0, endAt: 1_000_000 };
let made = 0;
const warn = (type: Warning['type'], startAt: number, endAt: number | null): Warning => ({
  id: v.parse(warningId, `00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`),
  type,
  startAt,
  endAt,
  source: 'ai',
  confidence: 0.9,
  reason: '',
});

describe('time line', () => {
  it('places by share of the exam and stays inside', () => {
    expect(percentOf(whole, 250_000)).toBe(25);
    expect(percentOf(whole, -5)).toBe(0);
    expect(percentOf(whole, 2_000_000)).toBe(100);
    expect(percentOf({ startAt: 5, endAt: 5 }, 5)).toBe(0);
  });
  it('joins near warnings of one type and keeps others apart', () => {
    const marks = marksOf(
      [
        warn('no_user_in_frame', 100_000, 102_000),
        warn('no_user_in_frame', 105_000, 109_000),
        warn('extra_user_in_frame', 106_000, 107_000),
        warn('no_user_in_frame', 500_000, 600_000),
      ],
      whole,
    );
    expect(marks.map((mark) => [mark.type, mark.ids.length, mark.lane])).toEqual([
      ['no_user_in_frame', 2, 0],
      ['extra_user_in_frame', 1, 1],
      ['no_user_in_frame', 1, 0],
    ]);
    expect(marks[0]).toMatchObject({ startAt: 100_000, endAt: 109_000 });
    expect(marks[2]).toMatchObject({ left: 50, width: 10 });
  });
  it('keeps a mark at the very end hittable, and lets one that lasts reach it', () => {
    const [last, lasting] = marksOf(
      [warn('phone', 999_999, 1_000_000), warn('talk', 900_000, null)],
      whole,
    ).sort((a, b) => b.left - a.left);
    expect(last!.left + last!.width).toBeLessThanOrEqual(100);
    expect(last!.width).toBeGreaterThan(1);
    expect(lasting!.left + lasting!.width).toBe(100);
  });
  it('labels round minutes', () => {
    expect(ticksOf({ startAt: 0, endAt: 30 * 60_000 }).map((at) => at / 60_000)).toEqual([
      0, 5, 10, 15, 20, 25,
    ]);
    expect(ticksOf({ startAt: 0, endAt: 20_000 })).toEqual([0]);
    expect(ticksOf({ startAt: 0, endAt: 6 * 3_600_000 }).length).toBeLessThanOrEqual(9);
  });
});
