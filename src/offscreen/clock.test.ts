import { describe, expect, it } from 'vitest';
import { ServerClock } from './clock.ts';

function clockAt(start: number) {
  const time = { monotonic: 0, wall: start };
  const clock = new ServerClock(
    () => time.monotonic,
    () => time.wall,
  );
  const pass = (ms: number) => {
    time.monotonic += ms;
    time.wall += ms;
  };
  return { clock, time, pass };
}

describe('ServerClock', () => {
  it('is the own clock until the server has answered', () => {
    const { clock, pass } = clockAt(1_000_000);
    pass(500);
    expect(clock.isKnown).toBe(false);
    expect(clock.now()).toBe(1_000_500);
    expect(clock.offsetMs).toBe(0);
  });

  it('believes the answer with the shortest way', () => {
    const { clock, pass } = clockAt(1_000_000);
    const slow = clock.ask();
    pass(400);
    // Truly 5 s ahead; the answer was long on its way back.
    slow(1_005_050);
    expect(clock.offsetMs).toBe(4850);
    const quick = clock.ask();
    pass(20);
    quick(1_005_410);
    expect(clock.offsetMs).toBe(5000);
  });

  it('is not moved by a change of the system clock', () => {
    const { clock, time, pass } = clockAt(1_000_000);
    const answered = clock.ask();
    pass(10);
    answered(1_000_005);
    time.wall += 3_600_000;
    expect(clock.now()).toBe(1_000_010);
    expect(clock.offsetMs).toBe(-3_600_000);
    expect(clock.fromWall(time.wall)).toBe(1_000_010);
  });

  it('says when it was put right by more than a little, and by how much', () => {
    const { clock, pass } = clockAt(1_000_000);
    const told: number[] = [];
    const life = new AbortController();
    clock.onShift((shiftMs) => told.push(shiftMs), life.signal);
    const hears = (tripMs: number, serverNow: number) => {
      const answered = clock.ask();
      pass(tripMs);
      answered(serverNow);
    };
    // An hour fast, and on a slow way at first.
    hears(600, -2_600_000 + 500);
    expect(told).toEqual([-3_599_800]);
    hears(20, -2_600_000 + 610);
    expect(told.slice(1)).toEqual([-200]);
    // A little, and a little more: together too much.
    hears(19, -2_600_000 + 630 - 8);
    expect(told).toHaveLength(2);
    life.abort();
    hears(10, 0);
    expect(told).toHaveLength(2);
  });

  it('forgets answers from before the machine slept', () => {
    const { clock, pass } = clockAt(0);
    const before = clock.ask();
    pass(2);
    before(1);
    // Asleep for an hour: the server's time went on, ours stood still.
    const after = clock.ask();
    pass(100);
    after(3_600_052);
    expect(clock.now()).toBe(3_600_102);
  });
});
