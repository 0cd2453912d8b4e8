import type { RgbaFrame } from './rgba-frame.ts';

type Picture = Pick<RgbaFrame, 'pixels' | 'width' | 'height'>;

/** A pixel's four bytes are added as one number: half of each, none carrying over into the next one. */
const HALVES = 0x7f7f7f7f;
/** Places in the large picture are counted in parts of a pixel, as whole numbers: a picture is at most 32767 wide. */
const PARTS = 16;

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
  const source = new Int32Array(frame.pixels.buffer, frame.pixels.byteOffset, frame.width * frame.height);
  const target = new Int32Array(pixels.buffer);
  const [across, down] = [partsOf(frame.width, width), partsOf(frame.height, height)];
  for (let y = 0, to = 0; y < height; y++) {
    const row0 = ((y * down) >> PARTS) * frame.width;
    const row1 = ((y * down + (down >> 1)) >> PARTS) * frame.width;
    for (let x = 0, at = 0; x < width; x++, to++, at += across) {
      const left = at >> PARTS;
      const right = (at + (across >> 1)) >> PARTS;
      const a = source[row0 + left]!;
      const b = source[row0 + right]!;
      const c = source[row1 + left]!;
      const d = source[row1 + right]!;
      // One mean rounded up, the next one down: on the whole as bright as it was.
      const upper = (a | b) - (((a ^ b) >>> 1) & HALVES);
      const lower = (c | d) - (((c ^ d) >>> 1) & HALVES);
      target[to] = (upper & lower) + (((upper ^ lower) >>> 1) & HALVES);
    }
  }
  return { pixels, width, height };
}

/** From one pixel of the small picture to the next. */
const partsOf = (large: number, small: number): number => Math.floor((large << PARTS) / small);
