import { grey, type Picture } from './grey.ts';

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
