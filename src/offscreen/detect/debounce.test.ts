import { describe, expect, it } from 'vitest';
import { Debounce, type Stretch } from './debounce.ts';

const majority = { thresholdMs: 2000, window: 4, needed: 3 };

/** One sample each 250 ms: `1` active, `0` not. Starts at 0. */
function run(debounce: Debounce, samples: string): Stretch[] {
  return samples
    .split('')
    .map((sample, i) => debounce.observe({ at: i * 250, isActive: sample === '1', confidence: null }))
    .filter((stretch) => stretch !== null);
}

describe('Debounce', () => {
  it('tells of a stretch that lasted, from its true beginning to its true end', () => {
    const told = run(new Debounce(majority), '0000' + '1'.repeat(12) + '0000');
    expect(told).toEqual([
      { type: 'began', startAt: 1000, confidence: null },
      { type: 'ended', startAt: 1000, endAt: 4000, confidence: null },
    ]);
  });

  it('tells at the threshold, not before', () => {
    expect(run(new Debounce(majority), '1'.repeat(8))).toEqual([]);
    expect(run(new Debounce(majority), '1'.repeat(9))).toHaveLength(1);
  });

  it('swallows single false samples both ways', () => {
    expect(run(new Debounce(majority), '0010001000100010001000')).toEqual([]);
    const broken = run(new Debounce(majority), '1110111011101110');
    expect(broken).toEqual([{ type: 'began', startAt: 0, confidence: null }]);
  });

  it('says nothing of a stretch shorter than the threshold', () => {
    expect(run(new Debounce(majority), '0011111000000011111000000')).toEqual([]);
  });

  it('ends what lasts when it is stopped', () => {
    const debounce = new Debounce(majority);
    run(debounce, '1'.repeat(12));
    expect(debounce.stop(9000)).toEqual({ type: 'ended', startAt: 0, endAt: 9000, confidence: null });
    expect(debounce.stop(9500)).toBeNull();
  });

  it('forgets what it saw when it is stopped', () => {
    const debounce = new Debounce(majority);
    run(debounce, '11');
    debounce.stop(500);
    expect(debounce.observe({ at: 3000, isActive: true, confidence: null })).toBeNull();
    expect(debounce.observe({ at: 3250, isActive: true, confidence: null })).toBeNull();
  });

  it('gives the mean confidence of the samples that spoke for it', () => {
    const debounce = new Debounce({ thresholdMs: 500, window: 1, needed: 1 });
    debounce.observe({ at: 0, isActive: true, confidence: 0.9 });
    expect(debounce.observe({ at: 500, isActive: true, confidence: 0.7 })).toMatchObject({ confidence: 0.8 });
  });
});
