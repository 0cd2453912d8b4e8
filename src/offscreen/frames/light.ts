import { lumaAt, type RgbaFrame } from './rgba-frame.ts';

export interface Light {
  /** 0–255. */
  mean: number;
  /** Near 0 when the lens is covered. */
  variance: number;
}

/** Every 16th pixel says enough about the light of a picture. */
const STEP = 16;

export function lightOf({ pixels }: Pick<RgbaFrame, 'pixels'>): Light {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let i = 0; i < pixels.length; i += 4 * STEP) {
    const luma = lumaAt(pixels, i);
    sum += luma;
    squares += luma * luma;
    count += 1;
  }
  if (count === 0) return { mean: 0, variance: 0 };
  const mean = sum / count;
  return { mean, variance: Math.max(0, squares / count - mean * mean) };
}
