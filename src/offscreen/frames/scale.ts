import type { RgbaFrame } from './rgba-frame.ts';

type Picture = Pick<RgbaFrame, 'pixels' | 'width' | 'height'>;

/** Of a pixel's four bytes as one number (every Chrome runs on little-endian machines) two, with room to add: red and blue. */
const EVEN = 0x00ff00ff;
/** Of the four that sums are divided by, in both: for rounding. */
const HALF = 0x00020002;
const OPAQUE = 0xff000000;

/**
 * Shrinks into a box, keeping the shape: each new pixel is the mean of up to four that it stands for. Never enlarges.
 *
 * @param spare is used for the pixels if it has exactly as many bytes as they need
 */
export function shrinkInto(
  frame: Picture,
  maxWidth: number,
  maxHeight: number,
  spare: ArrayBuffer | null = null,
): Picture {
  const ratio = Math.max(1, frame.width / maxWidth, frame.height / maxHeight);
  const width = Math.max(1, Math.round(frame.width / ratio));
  const height = Math.max(1, Math.round(frame.height / ratio));
  const bytes = width * height * 4;
  const pixels = new Uint8ClampedArray(spare?.byteLength === bytes ? spare : new ArrayBuffer(bytes));
  // Whole pixels at a time, several times as fast as byte by byte.
  const source = new Uint32Array(frame.pixels.buffer, frame.pixels.byteOffset, frame.width * frame.height);
  const target = new Uint32Array(pixels.buffer);
  const [left, right] = [0, ratio / 2].map((aside) => placesOf(width, frame.width, ratio, aside)) as Two;
  const [upper, lower] = [0, ratio / 2].map((aside) => placesOf(height, frame.height, ratio, aside)) as Two;
  for (let y = 0, to = 0; y < height; y++) {
    const row0 = upper[y]! * frame.width;
    const row1 = lower[y]! * frame.width;
    for (let x = 0; x < width; x++, to++) {
      const a = source[row0 + left[x]!]!;
      const b = source[row0 + right[x]!]!;
      const c = source[row1 + left[x]!]!;
      const d = source[row1 + right[x]!]!;
      const redAndBlue = (a & EVEN) + (b & EVEN) + (c & EVEN) + (d & EVEN) + HALF;
      const green = ((a >>> 8) & EVEN) + ((b >>> 8) & EVEN) + ((c >>> 8) & EVEN) + ((d >>> 8) & EVEN) + HALF;
      target[to] = OPAQUE | ((redAndBlue >>> 2) & EVEN) | (((green >>> 2) & 0xff) << 8);
    }
  }
  return { pixels, width, height };
}
type Two = [Uint32Array, Uint32Array];

/** Where in the large picture each column, or row, of the small one is looked up. */
function placesOf(count: number, most: number, ratio: number, aside: number): Uint32Array {
  const places = new Uint32Array(count);
  for (let at = 0; at < count; at++) places[at] = Math.min(most - 1, Math.floor(at * ratio + aside));
  return places;
}
