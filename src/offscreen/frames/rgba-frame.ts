/** One picture as plain pixels, four bytes each. Whoever gets one may read it until it returns, and keeps a copy. */
export interface RgbaFrame {
  pixels: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
  /** `performance.now()` when it came. */
  at: number;
}

/** Brightness of the pixel whose first byte is at `i` (ITU-R BT.709), 0–255. */
export const lumaAt = (pixels: Uint8ClampedArray, i: number): number =>
  0.2126 * pixels[i]! + 0.7152 * pixels[i + 1]! + 0.0722 * pixels[i + 2]!;
