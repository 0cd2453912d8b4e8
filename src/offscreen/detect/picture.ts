import type { LumaGrid } from '../frames/luma-grid.ts';
import { detailOf } from '../frames/luma-grid.ts';

/** What can be said of a camera's picture without knowing what is in it. */
export interface Picture {
  /** Mean brightness, 0–255. */
  mean: number;
  /** Share of the picture that is as bright as it gets. */
  blown: number;
  /** Nothing can be made out: the lens is covered, or the picture is black. */
  isBlind: boolean;
  /** Bit for bit the one before it. No sensor does that: its noise never repeats. */
  isSame: boolean;
}

/** Brightness hardly differs (of a covered lens, measured: 0.2; of a dark room with a face, 5). */
const FLAT_VARIANCE = 4;
/** A finger over the lens: dark, with a glow, and nothing drawn in it. */
const FINGER = { mean: 70, detail: 1.5 };
const BLOWN = 245;

export function pictureOf(grid: LumaGrid, before: LumaGrid | null): Picture {
  const { cells } = grid;
  let sum = 0;
  let squares = 0;
  let blown = 0;
  for (const cell of cells) {
    sum += cell;
    squares += cell * cell;
    if (cell >= BLOWN) blown += 1;
  }
  const mean = sum / cells.length;
  const variance = squares / cells.length - mean * mean;
  const isFinger = mean < FINGER.mean && detailOf(grid) < FINGER.detail;
  return {
    mean,
    blown: blown / cells.length,
    isBlind: variance < FLAT_VARIANCE || isFinger,
    isSame: before !== null && before.digest === grid.digest && before.cells.length === cells.length,
  };
}
