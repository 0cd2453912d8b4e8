import { describe, expect, it } from 'vitest';
import { median, Pace } from './pace.ts';

/** Samples at the pace it asks for, each taking so long. */
function run(pace: Pace, ms: number, tookMs: number, from = 0): number {
  let now = from;
  for (; now < from + ms; now += pace.sampleEveryMs) pace.sampled(tookMs, now);
  return now;
}

describe('Pace', () => {
  it('stays at full pace on an ordinary machine', () => {
    const pace = new Pace();
    run(pace, 60_000, 30);
    expect(pace.gear).toEqual({ samplesPerSecond: 4, cameraFps: 15 });
  });

  it('slows down step by step where samples take too long, and not below the slowest', () => {
    const pace = new Pace();
    const seen: number[] = [];
    pace.onChange = () => seen.push(pace.gear.samplesPerSecond);
    run(pace, 60_000, 450);
    expect(seen).toEqual([2, 1]);
    expect(pace.gear.cameraFps).toBe(6);
  });

  it('slows down for samples skipped and pictures lost', () => {
    const skipping = new Pace();
    const dropping = new Pace();
    for (let now = 0; now < 6000; now += 250) {
      if (now % 1000 === 0) skipping.skipped(now);
      else skipping.sampled(20, now);
      dropping.delivered(3, 1);
      dropping.sampled(20, now);
    }
    expect([skipping.steppedDown, dropping.steppedDown]).toEqual([1, 1]);
  });

  it('comes back only after half a minute of ease', () => {
    const pace = new Pace();
    const slow = run(pace, 6000, 150);
    expect(pace.steppedDown).toBe(1);
    const easy = run(pace, 25_000, 20, slow);
    expect(pace.steppedDown).toBe(1);
    run(pace, 15_000, 20, easy);
    expect(pace.steppedDown).toBe(0);
  });

  it('looks half as often while all is as it should be, and is no slower a machine for that', () => {
    const pace = new Pace();
    pace.isCalm = true;
    run(pace, 60_000, 90);
    expect([pace.samplesPerSecond, pace.steppedDown]).toEqual([2, 0]);
    run(pace, 6000, 150, 60_000);
    expect([pace.samplesPerSecond, pace.steppedDown]).toEqual([2, 1]);
    run(pace, 6000, 450, 70_000);
    expect(pace.samplesPerSecond).toBe(1);
  });

  it('does not swing where only the full pace is too much', () => {
    const pace = new Pace();
    let shifts = 0;
    pace.onChange = () => (shifts += 1);
    for (let now = 0; now < 3_600_000; now += pace.sampleEveryMs) {
      // The camera, or the line it hangs on, bears no 15 pictures a second.
      pace.delivered(3, pace.gear.cameraFps === 15 ? 2 : 0);
      pace.sampled(20, now);
    }
    expect(shifts).toBeLessThan(20);
    // An hour later it is a machine like any other.
    run(pace, 1_800_000, 20, 3_600_000);
    expect(pace.steppedDown).toBe(0);
  });

  it('does not come back to what was too much', () => {
    const pace = new Pace();
    const slow = run(pace, 6000, 110);
    run(pace, 120_000, 110, slow);
    expect(pace.steppedDown).toBe(1);
  });
});

it('median', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([])]).toEqual([2, 2.5, 0]);
});
