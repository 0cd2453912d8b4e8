import { describe, expect, it } from 'vitest';
import { momentOf, offsetMinutes } from './zone-time.ts';

const utc = (text: string) => Date.parse(`${text}Z`);

describe('the time of a zone', () => {
  it('is so many minutes before Greenwich’s', () => {
    expect(offsetMinutes('Asia/Almaty', utc('2026-11-23T09:00'))).toBe(5 * 60);
    expect(offsetMinutes('UTC', 0)).toBe(0);
    expect(offsetMinutes('America/New_York', utc('2026-11-23T09:00'))).toBe(-5 * 60);
    expect(offsetMinutes('Nowhere/Land', 0)).toBeNaN();
  });
  it('is found again as a moment, also on the day when clocks are changed', () => {
    expect(momentOf(utc('2026-11-23T09:00'), 'Asia/Kolkata')).toBe(utc('2026-11-23T03:30'));
    // Berlin: 2 → 3 o'clock on 29 March, 3 → 2 on 25 October.
    expect(momentOf(utc('2026-03-29T01:00'), 'Europe/Berlin')).toBe(utc('2026-03-29T00:00'));
    expect(momentOf(utc('2026-03-29T04:00'), 'Europe/Berlin')).toBe(utc('2026-03-29T02:00'));
    expect(momentOf(utc('2026-10-25T01:30'), 'Europe/Berlin')).toBe(utc('2026-10-24T23:30'));
    expect(momentOf(utc('2026-10-25T04:00'), 'Europe/Berlin')).toBe(utc('2026-10-25T03:00'));
  });
});
