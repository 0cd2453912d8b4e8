import { lumaAt, type RgbaFrame } from './rgba-frame.ts';

/** Side of a cell in pixels; of each cell every fourth pixel both ways is read. */
const CELL = 16;
const STEP = 4;

/** Brightness of a picture in cells of 16×16 pixels: coarse enough that a sensor's noise hardly shows. */
export interface LumaGrid {
  columns: number;
  rows: number;
  /** 0–255, row by row. */
  cells: Float32Array;
  /** Of the pixels that were read: the same only when every one of them is the same. */
  digest: number;
}

export function lumaGridOf({
  pixels,
  width,
  height,
}: Pick<RgbaFrame, 'pixels' | 'width' | 'height'>): LumaGrid {
  const columns = Math.max(1, Math.floor(width / CELL));
  const rows = Math.max(1, Math.floor(height / CELL));
  const cells = new Float32Array(columns * rows);
  const perCell = (CELL / STEP) ** 2;
  // FNV-1a, 32 bits.
  let digest = 0x811c9dc5;
  for (let y = 0; y < rows * CELL && y < height; y += STEP) {
    const row = Math.floor(y / CELL) * columns;
    for (let x = 0; x < columns * CELL && x < width; x += STEP) {
      const at = (y * width + x) * 4;
      cells[row + Math.floor(x / CELL)]! += lumaAt(pixels, at) / perCell;
      digest = Math.imul(
        digest ^ (pixels[at]! | (pixels[at + 1]! << 8) | (pixels[at + 2]! << 16)),
        0x01000193,
      );
    }
  }
  return { columns, rows, cells, digest: digest >>> 0 };
}

/** Cells to a side of the blocks in which detail is looked for: the noise of a sensor in the dark averages out there. */
const BLOCK = 4;

/**
 * How much of a picture is drawn at all: the mean bend of brightness from block to block, across and down. A finger's
 * glow or an even wall has next to none, however bright they are.
 */
export function detailOf(grid: LumaGrid): number {
  const { columns, rows, cells } = blocksOf(grid);
  let sum = 0;
  let count = 0;
  const bend = (at: number, step: number) => {
    sum += Math.abs(2 * cells[at]! - cells[at - step]! - cells[at + step]!);
    count += 1;
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      if (column > 0 && column < columns - 1) bend(at, 1);
      if (row > 0 && row < rows - 1) bend(at, columns);
    }
  }
  return count === 0 ? 0 : sum / count;
}

function blocksOf(grid: LumaGrid): Pick<LumaGrid, 'columns' | 'rows' | 'cells'> {
  const columns = Math.floor(grid.columns / BLOCK);
  const rows = Math.floor(grid.rows / BLOCK);
  const cells = new Float32Array(columns * rows);
  for (let row = 0; row < rows * BLOCK; row++) {
    for (let column = 0; column < columns * BLOCK; column++) {
      const block = Math.floor(row / BLOCK) * columns + Math.floor(column / BLOCK);
      cells[block]! += grid.cells[row * grid.columns + column]! / BLOCK ** 2;
    }
  }
  return { columns, rows, cells };
}
