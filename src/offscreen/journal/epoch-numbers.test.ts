import { describe, expect, it } from 'vitest';
import { MAX_EPOCH } from '../../protocol/recording.ts';
import { EpochNumbers } from './epoch-numbers.ts';

describe('EpochNumbers', () => {
  it('counts on from what was drawn', () => {
    const numbers = new EpochNumbers(() => 7);
    expect([numbers.next(), numbers.next()]).toEqual([7000, 7001]);
  });

  it('stays below what the server takes, whatever is drawn', () => {
    for (const drawn of [0, MAX_EPOCH, 0xff_ff_ff_ff]) {
      expect(new EpochNumbers(() => drawn).next() + 1000).toBeLessThanOrEqual(MAX_EPOCH);
    }
  });

  it('is not the same at two starts', () => {
    const starts = Array.from({ length: 20 }, () => new EpochNumbers().next());
    expect(new Set(starts).size).toBeGreaterThan(15);
  });
});
