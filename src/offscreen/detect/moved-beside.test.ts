import { expect, it } from 'vitest';
import type { LumaGrid } from '../frames/luma-grid.ts';
import { movedBeside } from './moved-beside.ts';

const COLUMNS = 40;
const ROWS = 30;
const student = { score: 0.9, x: 0.4, y: 0.3, width: 0.2, height: 0.35 };
const wall = (column: number, row: number) => 100 + ((column * 7 + row * 13) % 30);

/** A wall, with what stands before it. */
const grid = (luma: (column: number, row: number) => number = wall): LumaGrid => ({
  columns: COLUMNS,
  rows: ROWS,
  cells: Float32Array.from({ length: COLUMNS * ROWS }, (_, at) =>
    luma(at % COLUMNS, Math.floor(at / COLUMNS)),
  ),
  digest: 0,
});
const withPerson = (left: number, top: number, side: number) =>
  grid((column, row) =>
    column >= left && column < left + side && row >= top && row < top + side ? 30 : wall(column, row),
  );

it('sees who comes in beside the student, and who leaves', () => {
  expect(movedBeside(grid(), withPerson(32, 8, 2), student)).toBe(true);
  expect(movedBeside(withPerson(2, 20, 2), grid(), student)).toBe(true);
});

it('is not the student: face, shoulders, hands', () => {
  expect(movedBeside(grid(), withPerson(16, 8, 8), student)).toBe(false);
  expect(movedBeside(grid(), withPerson(10, 24, 6), student)).toBe(false);
  expect(movedBeside(grid(), withPerson(16, 8, 8), null)).toBe(true);
});

it('is not noise, nor a lamp', () => {
  expect(
    movedBeside(
      grid(),
      grid((column, row) => wall(column, row) + ((column + row) % 3)),
      student,
    ),
  ).toBe(false);
  expect(
    movedBeside(
      grid(),
      grid((column, row) => wall(column, row) + 60),
      student,
    ),
  ).toBe(false);
});

it('cannot tell without a picture of the same shape before it', () => {
  expect(movedBeside(null, grid(), student)).toBe(true);
});
