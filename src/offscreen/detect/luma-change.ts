import type { LumaGrid } from '../frames/luma-grid.ts';
import { median } from './pace.ts';

/** By how much each cell changed, what all have in common left out: a lamp, or the camera's own exposure. */
export function lumaChange(before: LumaGrid, now: LumaGrid): Float32Array {
  const change = now.cells.map((cell, index) => cell - before.cells[index]!);
  const common = medianOf(change);
  return change.map((value) => Math.abs(value - common));
}

/** By some of a picture's cells, in all columns: putting all in order takes longer than all else. */
export const medianOf = (cells: Float32Array): number => median(cells.filter((_, index) => index % 7 === 0));
