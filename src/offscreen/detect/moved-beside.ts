import type { LumaGrid } from '../frames/luma-grid.ts';
import type { Face } from './face-messages.ts';
import { lumaChange } from './luma-change.ts';

/** Of a cell's brightness: a sensor's noise changes it by 1. */
const CHANGED = 10;
/** Somebody far away covers about so many cells at least. */
const MIN_CELLS = 3;
/** How much further than their face a student reaches: to either side in widths of it, above it in heights. */
const BESIDE = 1;
const ABOVE = 0.5;

/** Whether something changed from one picture to the next that is not the student: whose face this is; null = nobody is seen. */
export function movedBeside(before: LumaGrid | null, now: LumaGrid, student: Face | null): boolean {
  const { columns, rows, cells } = now;
  if (before?.cells.length !== cells.length) return true;
  const isStudents = (row: number, column: number) =>
    student !== null &&
    (row + 1) / rows > student.y - ABOVE * student.height &&
    (column + 1) / columns > student.x - BESIDE * student.width &&
    column / columns < student.x + (1 + BESIDE) * student.width;
  let moved = 0;
  for (const [index, change] of lumaChange(before, now).entries()) {
    if (change < CHANGED) continue;
    if (!isStudents(Math.floor(index / columns), index % columns)) moved += 1;
  }
  return moved >= MIN_CELLS;
}
