import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

describe('Pace', () => {
  it('lets what was just recorded go at once', () => {
    const pace = new Pace();
    pace.sent(0, 4000, false);
    expect(pace.waitMs(0)).toBe(0);
    expect(pace.isBacklog(6)).toBe(false);
  });

  it('sends a backlog eight times as fast as it was recorded', () => {
    const pace = new Pace();
    pace.sent(0, 4000, true);
    expect(pace.waitMs(100)).toBe(400);
    expect(pace.waitMs(500)).toBe(0);
    expect(pace.isBacklog(7)).toBe(true);
  });

  it('leaves time for both recordings between two deliveries, and more for a busy server', () => {
    const pace = new Pace();
    pace.delivered(0, 2);
    expect(pace.waitMs(0)).toBe(4000);
    pace.hearLoad('10');
    pace.delivered(4000, 2);
    expect(pace.waitMs(4000)).toBe(10_000);
  });

  it('slows down for a busy server, and takes nonsense for no word at all', () => {
    const pace = new Pace();
    pace.hearLoad('10');
    pace.sent(0, 4000, false);
    expect(pace.waitMs(0)).toBe(5000);
    for (const header of [null, '11', '-1', 'much']) {
      pace.hearLoad(header);
      pace.sent(0, 4000, false);
      expect(pace.waitMs(0)).toBe(0);
    }
  });
});
