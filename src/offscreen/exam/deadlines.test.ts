import { describe, expect, it } from 'vitest';
import { Deadlines } from './deadlines.ts';

const own = { endsAt: 1_000_000, graceMinutes: 2, launchedByLms: false };

describe('Deadlines', () => {
  it('ends an exam of our own when its grace is over', () => {
    const deadlines = new Deadlines();
    expect(deadlines.tick(own, 1_000_000).end).toBeNull();
    expect(deadlines.tick(own, 1_119_999).end).toBeNull();
    expect(deadlines.tick(own, 1_120_000).end).toBe('time_up');
  });

  it('ends nothing by a clock that was never compared with the server’s', () => {
    const deadlines = new Deadlines();
    expect(deadlines.tick(own, 9_000_000, false).end).toBeNull();
    expect(deadlines.tick(own, 999_000, true).end).toBeNull();
    expect(deadlines.tick(own, 1_120_000, true).end).toBe('time_up');
  });

  it('only tells the time of a session launched by an LMS', () => {
    const deadlines = new Deadlines();
    deadlines.tick({ ...own, launchedByLms: true }, 999_000);
    const due = deadlines.tick({ ...own, launchedByLms: true }, 9_000_000);
    expect(due).toEqual({ notice: 'time_up', end: null });
  });

  it('does not count while the clock stands still', () => {
    const deadlines = new Deadlines();
    expect(deadlines.tick({ ...own, endsAt: null }, 9_000_000)).toEqual({ notice: null, end: null });
  });

  it('ends a minute after the attempt was handed in, however often the LMS says so', () => {
    const deadlines = new Deadlines();
    expect(deadlines.attemptSubmitted(1000)).toBe(true);
    expect(deadlines.attemptSubmitted(50_000)).toBe(false);
    expect(deadlines.tick(own, 60_999).end).toBeNull();
    expect(deadlines.tick(own, 61_000).end).toBe('lms_finish');
  });

  it('is not ended a second time by the attempt that ended it before it was opened again', () => {
    const deadlines = new Deadlines();
    deadlines.attemptSubmitted(1000);
    deadlines.reopened();
    expect(deadlines.tick(own, 61_000).end).toBeNull();
    expect(deadlines.attemptSubmitted(70_000)).toBe(true);
  });

  it('goes on when another attempt is begun', () => {
    const deadlines = new Deadlines();
    expect(deadlines.attemptStarted()).toBe(true);
    expect(deadlines.attemptStarted()).toBe(false);
    deadlines.attemptSubmitted(1000);
    expect(deadlines.attemptStarted()).toBe(true);
    expect(deadlines.endsByItselfAt).toBeNull();
    expect(deadlines.tick(own, 90_000).end).toBeNull();
  });
});
