import type { RgbaFrame } from './rgba-frame.ts';

type Picture = Pick<RgbaFrame, 'pixels' | 'width' | 'height'>;

/** Of a pixel's four bytes as one number (every Chrome runs on little-endian machines): red and blue. */
const RED_AND_BLUE = 0x00ff00ff;
const OPAQUE = 0xff000000;

/** Shrinks into a box, keeping the shape: each new pixel is the mean of up to four that it stands for. Never enlarges. */
export function shrinkInto(frame: Picture, maxWidth: number, maxHeight: number): Picture {
  const ratio = Math.max(1, frame.width / maxWidth, frame.height / maxHeight);
  const width = Math.max(1, Math.round(frame.width / ratio));
  const height = Math.max(1, Math.round(frame.height / ratio));
  const pixels = new Uint8ClampedArray(width * height * 4);
  // Whole pixels at a time, several times as fast as byte by byte.
  const source = new Uint32Array(frame.pixels.buffer, frame.pixels.byteOffset, frame.width * frame.height);
  const target = new Uint32Array(pixels.buffer);
  const placesOf = (count: number, most: number, aside: number) =>
    Uint32Array.from({ length: count }, (_, at) => Math.min(most - 1, Math.floor(at * ratio + aside)));
  const [left, right] = [0, ratio / 2].map((aside) => placesOf(width, frame.width, aside)) as Two;
  const [upper, lower] = [0, ratio / 2].map((aside) => placesOf(height, frame.height, aside)) as Two;
  for (let y = 0, to = 0; y < height; y++) {
    const row0 = upper[y]! * frame.width;
    const row1 = lower[y]! * frame.width;
    for (let x = 0; x < width; x++, to++) {
      const a = source[row0 + left[x]!]!;
      const b = source[row0 + right[x]!]!;
      const c = source[row1 + left[x]!]!;
      const d = source[row1 + right[x]!]!;
      const redAndBlue =
        (a & RED_AND_BLUE) + (b & RED_AND_BLUE) + (c & RED_AND_BLUE) + (d & RED_AND_BLUE) + 0x00020002;
      const green = ((a >>> 8) & 0xff) + ((b >>> 8) & 0xff) + ((c >>> 8) & 0xff) + ((d >>> 8) & 0xff) + 2;
      target[to] = OPAQUE | ((redAndBlue >>> 2) & RED_AND_BLUE) | ((green >>> 2) << 8);
    }
  }
  return { pixels, width, height };
}
type Two = [Uint32Array, Uint32Array];
