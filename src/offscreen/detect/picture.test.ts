import { describe, expect, it } from 'vitest';
import type { LumaGrid } from '../frames/luma-grid.ts';
import { pictureOf } from './picture.ts';

const COLUMNS = 40;
const ROWS = 30;
const grid = (brightness: (column: number, row: number) => number, digest = 1): LumaGrid => ({
  columns: COLUMNS,
  rows: ROWS,
  cells: Float32Array.from({ length: COLUMNS * ROWS }, (_, at) =>
    brightness(at % COLUMNS, Math.floor(at / COLUMNS)),
  ),
  digest,
});
const room = (column: number, row: number) => ((Math.floor(column / 5) + Math.floor(row / 5)) % 2 ? 60 : 180);

describe('pictureOf', () => {
  it.each([
    ['black', () => 2, true],
    ['a finger with its glow', (column: number, row: number) => 35 - Math.hypot(column - 20, row - 15), true],
    ['a room', room, false],
    ['the same room in the dark', (column: number, row: number) => room(column, row) / 8, false],
    ['a light wall with a slope of light', (column: number) => 150 + column, false],
  ])('%s: blind %s', (_, brightness, isBlind) => {
    expect(pictureOf(grid(brightness), null).isBlind).toBe(isBlind);
  });

  it('knows the same picture again, and only that', () => {
    expect(pictureOf(grid(room, 7), grid(room, 7)).isSame).toBe(true);
    expect(pictureOf(grid(room, 7), grid(room, 8)).isSame).toBe(false);
    expect(pictureOf(grid(room, 7), null).isSame).toBe(false);
  });

  it('tells how much of it is overexposed', () => {
    expect(
      pictureOf(
        grid((column) => (column < 10 ? 255 : 90)),
        null,
      ).blown,
    ).toBeCloseTo(0.25);
  });
});
