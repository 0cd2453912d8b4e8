import { expect, test } from 'vitest';
import { holdBack } from './hold-back.ts';

const now = 100_000;
const piece = (epoch: number, seq: number, ageMs = 0, startAt = epoch) => ({
  epoch,
  seq,
  startAt,
  storedAt: now - ageMs,
});
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

test('a hole in what is recorded now takes nothing away of an earlier epoch, whatever its number', () => {
  const before = [piece(7, 0, 60_000, 0), piece(7, 1, 60_000, 0)];
  const after = [piece(3, 0, 0, 5000), piece(3, 2, 0, 5000)];
  expect(names(...before, ...after)).toEqual(['7/0', '7/1', '3/0']);
});
