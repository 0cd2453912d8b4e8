import { describe, expect, it } from 'vitest';
import { MAX_DELIVERY_BYTES } from '../../protocol/delivery.ts';
import type { Pending } from '../journal/pending.ts';
import { deliveryOf } from './delivery-of.ts';

const row = (seq: number, bytes: number, facts: Partial<Pending> = {}): Pending => ({
  entry: {
    seq,
    at: 0,
    prev: '',
    hash: '',
    body: {
      kind: 'segment',
      segment: {
        kind: 'camera',
        epoch: 0,
        seq,
        sha256: '',
        bytes,
        mimeType: 'video/mp4',
        startAt: 0,
        durationMs: 4000,
      },
    },
  },
  posted: false,
  stored: false,
  ...facts,
});
const numbers = (rows: Pending[]) => {
  const delivery = deliveryOf(rows);
  return delivery && [delivery.entries.map(({ seq }) => seq), delivery.segments.map(({ seq }) => seq)];
};

describe('deliveryOf', () => {
  it('takes the bytes the server lacks and the entries it does not know', () => {
    expect(numbers([row(1, 9, { stored: true }), row(2, 9, { posted: true }), row(3, 9)])).toEqual([
      [1, 3],
      [2, 3],
    ]);
  });

  it('is none without bytes, and none with too many', () => {
    expect(numbers([row(1, 9, { stored: true })])).toBeNull();
    expect(numbers([row(1, MAX_DELIVERY_BYTES)])).toBeNull();
  });
});
