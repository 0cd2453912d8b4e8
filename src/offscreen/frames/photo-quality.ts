import { lumaAt, type RgbaFrame } from './rgba-frame.ts';
import { shrinkInto } from './scale.ts';

type Picture = Pick<RgbaFrame, 'pixels' | 'width' | 'height'>;

/** One byte of brightness a pixel, at a size where the numbers below mean the same for every camera. */
function grey(frame: Picture, maxWidth: number, maxHeight: number) {
  const { pixels, width, height } = shrinkInto(frame, maxWidth, maxHeight);
  const luma = new Float32Array(width * height);
  for (let i = 0; i < luma.length; i++) luma[i] = lumaAt(pixels, i * 4);
  return { luma, width, height };
}

/** Variance of the Laplacian: large where there are sharp edges, near zero in a blurred picture. */
export function sharpnessOf(frame: Picture): number {
  const { luma, width, height } = grey(frame, 640, 480);
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const laplacian = luma[i - 1]! + luma[i + 1]! + luma[i - width]! + luma[i + width]! - 4 * luma[i]!;
      sum += laplacian;
      squares += laplacian * laplacian;
      count += 1;
    }
  }
  if (count === 0) return 0;
  return squares / count - (sum / count) ** 2;
}

/** Brightness step that counts as an edge of a document. */
const EDGE = 14;
/** A side is a straight run of edge at least this part of the picture's width or height. */
const SIDE_OF_WIDTH = 0.22;
const SIDE_OF_HEIGHT = 0.18;

/**
 * Whether the picture has something with four straight sides: two long level edges one above the other, and two long
 * upright ones beside each other, within a tilt of a few pixels. A hint for the student, nothing more: it asks
 * nothing about what is written there.
 */
export function looksLikeDocument(frame: Picture): boolean {
  const { luma, width, height } = grey(frame, 160, 120);
  const level = edgeLines(height, width, (row, x) =>
    row === 0 ? 0 : luma[row * width + x]! - luma[(row - 1) * width + x]!,
  );
  const upright = edgeLines(width, height, (column, y) =>
    column === 0 ? 0 : luma[y * width + column]! - luma[y * width + column - 1]!,
  );
  return (
    areApart(level(width * SIDE_OF_WIDTH), height * SIDE_OF_HEIGHT) &&
    areApart(upright(height * SIDE_OF_HEIGHT), width * SIDE_OF_WIDTH)
  );
}

/** Lines (rows or columns) that carry a run of edge pixels; a run may wander by one line, as a tilted side does. */
function edgeLines(lines: number, length: number, step: (line: number, along: number) => number) {
  return (minRun: number): number[] => {
    const found: number[] = [];
    for (let line = 1; line < lines - 1; line++) {
      let run = 0;
      let longest = 0;
      for (let along = 0; along < length; along++) {
        const isEdge =
          Math.abs(step(line, along)) > EDGE ||
          Math.abs(step(line - 1, along)) > EDGE ||
          Math.abs(step(line + 1, along)) > EDGE;
        run = isEdge ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
      if (longest >= minRun) found.push(line);
    }
    return found;
  };
}

const areApart = (lines: number[], distance: number): boolean =>
  lines.length > 1 && lines.at(-1)! - lines[0]! >= distance;
