import { describe, expect, it } from 'vitest';
import { Debounce, type Stretch } from './debounce.ts';

const majority = { thresholdMs: 2000, window: 4, needed: 3 };

/** One sample each 250 ms: `1` active, `0` not. */
function run(debounce: Debounce, samples: string, startAt = 0): Stretch[] {
  return samples
    .split('')
    .map((sample, i) => {
      const at = startAt + i * 250;
      return debounce.observe({ at, isActive: sample === '1', confidence: null });
    })
    .filter((stretch) => stretch !== null);
}

describe('Debounce', () => {
  it('tells of a stretch that lasted, from its true beginning to its true end', () => {
    const told = run(new Debounce(majority), '0000' + '1'.repeat(12) + '0000');
    expect(told).toEqual([
      { type: 'nearing', startAt: 1000 },
      { type: 'began', startAt: 1000, confidence: null },
      { type: 'ended', startAt: 1000, endAt: 4000, confidence: null },
    ]);
  });

  it('tells at the threshold, not before', () => {
    const types = (samples: string) => run(new Debounce(majority), samples).map(({ type }) => type);
    expect(types('1'.repeat(8))).toEqual(['nearing']);
    expect(types('1'.repeat(9))).toEqual(['nearing', 'began']);
  });

  it('swallows single false samples both ways', () => {
    expect(run(new Debounce(majority), '0010001000100010001000')).toEqual([]);
    const broken = run(new Debounce(majority), '1110111011101110');
    expect(broken.at(-1)).toEqual({ type: 'began', startAt: 0, confidence: null });
  });

  it('warns of the half way, and tells when a stretch passed without counting', () => {
    expect(run(new Debounce(majority), '0011111000000')).toEqual([
      { type: 'nearing', startAt: 500 },
      { type: 'passed', startAt: 500 },
    ]);
    expect(run(new Debounce(majority), '0011000000000')).toEqual([]);
  });

  it('ends what lasts when it is stopped', () => {
    const debounce = new Debounce(majority);
    run(debounce, '1'.repeat(12));
    expect(debounce.stop(3000)).toEqual({ type: 'ended', startAt: 0, endAt: 3000, confidence: null });
    expect(debounce.stop(3500)).toBeNull();
  });

  it('counts no time in which nothing was observed', () => {
    const debounce = new Debounce(majority);
    run(debounce, '1'.repeat(5));
    // One sample that speaks against it leaves the state as it is: the hour between would make it a warning.
    expect(debounce.observe({ at: 3_600_000, isActive: false, confidence: null })).toEqual({
      type: 'passed',
      startAt: 0,
    });
    expect(debounce.observe({ at: 3_600_250, isActive: true, confidence: null })).toBeNull();
  });

  it('ends what lasts with the last that was observed of it', () => {
    const debounce = new Debounce(majority);
    run(debounce, '1'.repeat(12));
    expect(debounce.stop(60_000)).toMatchObject({ type: 'ended', startAt: 0, endAt: 2750 });
  });

  it('ends what lasts when the clock was put back, and begins anew by the new one', () => {
    const debounce = new Debounce(majority);
    run(debounce, '1'.repeat(12), 600_000);
    expect(debounce.observe({ at: 0, isActive: true, confidence: null })).toMatchObject({
      type: 'ended',
      startAt: 600_000,
      endAt: 602_750,
    });
    expect(run(debounce, '1'.repeat(12), 250)).toMatchObject([{ type: 'nearing' }, { type: 'began' }]);
  });

  it('is as sure of a long stretch as of all of it', () => {
    const debounce = new Debounce({ thresholdMs: 500, window: 1, needed: 1 });
    for (let i = 0; i < 100; i++)
      debounce.observe({ at: i * 250, isActive: true, confidence: i < 50 ? 1 : 0.5 });
    expect(debounce.stop(25_000)).toMatchObject({ confidence: 0.75 });
  });

  it('forgets what it saw when it is stopped', () => {
    const debounce = new Debounce(majority);
    run(debounce, '11');
    debounce.stop(500);
    expect(debounce.observe({ at: 3000, isActive: true, confidence: null })).toBeNull();
    expect(debounce.observe({ at: 3250, isActive: true, confidence: null })).toBeNull();
  });

  it('is less sure of what single samples spoke against, and does not mind what came after', () => {
    const debounce = new Debounce(majority);
    const sure = (samples: string) =>
      samples
        .split('')
        .map((sample, i) => {
          const isActive = sample === '1';
          return debounce.observe({ at: i * 250, isActive, confidence: isActive ? 0.8 : 0 });
        })
        .filter((stretch) => stretch !== null)
        .at(-1);
    expect(sure('1111111111110000')).toMatchObject({ type: 'ended', confidence: 0.8 });
    expect(sure('1111011101110000')).toMatchObject({ type: 'ended', confidence: 0.64 });
  });

  it('gives the mean confidence of the samples that spoke for it', () => {
    const debounce = new Debounce({ thresholdMs: 500, window: 1, needed: 1 });
    debounce.observe({ at: 0, isActive: true, confidence: 0.9 });
    debounce.observe({ at: 250, isActive: true, confidence: 0.8 });
    expect(debounce.observe({ at: 500, isActive: true, confidence: 0.7 })).toMatchObject({ confidence: 0.8 });
  });

  describe('within a time', () => {
    const speech = { thresholdMs: 1500, window: 1, needed: 1, withinMs: 5000 };

    it('adds up the pieces, pauses left out', () => {
      const told = run(new Debounce(speech), '1100110011001100'.padEnd(60, '0'));
      expect(told).toEqual([
        { type: 'nearing', startAt: 0 },
        { type: 'began', startAt: 0, confidence: null },
        { type: 'ended', startAt: 0, endAt: 3500, confidence: null },
      ]);
    });

    it('forgets what is longer ago', () => {
      expect(run(new Debounce(speech), '110'.padEnd(24, '0').repeat(4))).toEqual([]);
    });
  });
});
