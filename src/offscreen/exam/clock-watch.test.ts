import { describe, expect, it } from 'vitest';
import { ClockWatch } from './clock-watch.ts';

describe('ClockWatch', () => {
  it('is silent while both clocks go on together and it is asked', () => {
    const watch = new ClockWatch();
    expect(watch.look(0, 1_000_000)).toBeNull();
    expect(watch.look(200, 1_000_200)).toBeNull();
    expect(watch.look(3100, 1_003_105)).toBeNull();
  });

  it('tells once by how much the clock was set, forward or back', () => {
    const watch = new ClockWatch();
    watch.look(0, 1_000_000);
    expect(watch.look(200, 4_600_200)).toBe(3_600_000);
    expect(watch.look(400, 4_600_400)).toBeNull();
    expect(watch.look(600, 1_000_600)).toBe(-3_600_000);
  });

  it('tells how long the machine slept, whose monotonic clock stood still', () => {
    const watch = new ClockWatch();
    watch.look(5000, 1_005_000);
    expect(watch.look(5200, 1_605_200)).toBe(600_000);
  });

  it('tells how long the machine slept whose monotonic clock went on', () => {
    const watch = new ClockWatch();
    watch.look(5000, 1_005_000);
    expect(watch.look(605_200, 1_605_203)).toBe(600_200);
    expect(watch.look(605_400, 1_605_403)).toBeNull();
  });
});
