import { describe, expect, it } from 'vitest';
import { capturedUntil } from './captured-until.ts';

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
