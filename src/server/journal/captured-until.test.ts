import { describe, expect, it } from 'vitest';
import { breakPieces, capturedUntil } from './captured-until.ts';

const piece = (startAt: number, durationMs = 4) => ({ startAt, durationMs });

describe('capturedUntil', () => {
  it('follows pieces in any order, over gaps inside the return window', () => {
    expect(capturedUntil(100, [piece(120), piece(100), piece(104)], 20)).toBe(124);
  });

  it('stops at a longer gap', () => {
    expect(capturedUntil(100, [piece(100), piece(125), piece(130)], 20)).toBe(104);
    expect(capturedUntil(100, [piece(121)], 20)).toBe(100);
  });

  it('does not count what was recorded before', () => {
    expect(capturedUntil(100, [piece(10), piece(90)], 20)).toBe(100);
    expect(capturedUntil(100, [piece(98)], 20)).toBe(102);
  });
});

describe('breakPieces', () => {
  const minute = 60_000;
  const entry = (act: 'begin' | 'end', minutes: number) =>
    ({ at: minutes * minute, body: { kind: 'break', act } }) as const;
  const breaks = { count: 2, minutes: 10 };

  it.each([
    ['the time until they were ended', [entry('begin', 5), entry('end', 8)], [[5, 3]]],
    ['no more than was granted', [entry('begin', 5), entry('end', 40)], [[5, 10]]],
    ['what was granted where nobody ended them', [entry('begin', 5)], [[5, 10]]],
    [
      'no more of them than were granted',
      [1, 2, 3].flatMap((at) => [entry('begin', at * 20), entry('end', at * 20 + 1)]),
      [
        [20, 1],
        [40, 1],
      ],
    ],
    ['nothing of one that began before', [entry('end', 3)], []],
  ])('are %s', (_, entries, pieces) => {
    expect(breakPieces(entries, breaks)).toEqual(
      pieces.map(([at, length]) => ({ startAt: at! * minute, durationMs: length! * minute })),
    );
  });
});
