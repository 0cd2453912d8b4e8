import { expect, test } from 'vitest';
import { holdBack } from './hold-back.ts';

const now = 100_000;
const piece = (epoch: number, seq: number, ageMs = 0) => ({ epoch, seq, storedAt: now - ageMs });
const names = (...pieces: ReturnType<typeof piece>[]) =>
  holdBack(pieces, now).map(({ epoch, seq }) => `${epoch}/${seq}`);

test('what came in order is listed at once, also in a new epoch', () => {
  expect(names(piece(1, 0), piece(0, 1), piece(0, 0), piece(1, 1))).toEqual(['0/0', '0/1', '1/0', '1/1']);
});

test('what came ahead of an earlier piece waits for it, but not for ever', () => {
  expect(names(piece(0, 0), piece(0, 1), piece(0, 3), piece(0, 4))).toEqual(['0/0', '0/1']);
  expect(names(piece(0, 0), piece(0, 1), piece(0, 3, 30_000), piece(0, 4))).toEqual([
    '0/0',
    '0/1',
    '0/3',
    '0/4',
  ]);
  expect(names(piece(0, 0), piece(1, 1))).toEqual(['0/0']);
});
