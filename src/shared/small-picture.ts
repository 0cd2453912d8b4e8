import type { SmallPicture } from '../protocol/small-picture.ts';
import { toBase64 } from './base64.ts';

/** RGBA, four bytes each, row by row. */
interface Pixels {
  pixels: Uint8ClampedArray;
  width: number;
  height: number;
}

/** Of an odd size the last column or row is left out. */
export function packPicture({ pixels, width: stride, height: rows }: Pixels): SmallPicture {
  const [width, height] = [stride & ~1, rows & ~1];
  const planes = new Uint8ClampedArray(width * height * 1.5);
  const blue = width * height;
  const red = blue * 1.25;
  for (let y = 0, half = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2, half++) {
      const at = y * width + x;
      const from = (y * stride + x) * 4;
      const below = from + stride * 4;
      const luma = (i: number) => 0.299 * pixels[i]! + 0.587 * pixels[i + 1]! + 0.114 * pixels[i + 2]!;
      const four = (i: number) =>
        pixels[from + i]! + pixels[from + 4 + i]! + pixels[below + i]! + pixels[below + 4 + i]!;
      const [a, b, c, d] = [luma(from), luma(from + 4), luma(below), luma(below + 4)];
      planes[at] = a;
      planes[at + 1] = b;
      planes[at + width] = c;
      planes[at + width + 1] = d;
      const sum = a + b + c + d;
      planes[blue + half] = 128 + (0.564 / 4) * (four(2) - sum);
      planes[red + half] = 128 + (0.713 / 4) * (four(0) - sum);
    }
  }
  return { width, height, planes: toBase64(new Uint8Array(planes.buffer)) };
}

/** Into `pixels`, RGBA, of the picture's size. */
export function unpackPicture({ width, height, planes }: SmallPicture, pixels: Uint8ClampedArray): void {
  const bytes = atob(planes);
  const blue = width * height;
  const red = blue * 1.25;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const half = (y >> 1) * (width >> 1) + (x >> 1);
      const luma = bytes.charCodeAt(at);
      const b = bytes.charCodeAt(blue + half) - 128;
      const r = bytes.charCodeAt(red + half) - 128;
      pixels[at * 4] = luma + 1.402 * r;
      pixels[at * 4 + 1] = luma - 0.344 * b - 0.714 * r;
      pixels[at * 4 + 2] = luma + 1.772 * b;
      pixels[at * 4 + 3] = 255;
    }
  }
}
