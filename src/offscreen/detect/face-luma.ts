import type { LumaGrid } from '../frames/luma-grid.ts';
import type { Face } from './face-messages.ts';

/** Mean brightness of the middle of a face, 0–255. */
export function faceLuma(face: Face, { columns, rows, cells }: LumaGrid): number {
  const cell = (share: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(share * count)));
  let sum = 0;
  let count = 0;
  for (const down of [0.3, 0.5, 0.7]) {
    for (const across of [0.3, 0.5, 0.7]) {
      const row = cell(face.y + face.height * down, rows);
      const column = cell(face.x + face.width * across, columns);
      sum += cells[row * columns + column]!;
      count += 1;
    }
  }
  return Math.round(sum / count);
}
