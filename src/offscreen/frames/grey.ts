import { lumaAt, type RgbaFrame } from './rgba-frame.ts';
import { shrinkInto } from './scale.ts';

export type Picture = Pick<RgbaFrame, 'pixels' | 'width' | 'height'>;

/** One byte of brightness a pixel, row by row. */
export interface Grey {
  luma: Float32Array;
  width: number;
  height: number;
}

/** At a size where measures mean the same for every camera. */
export function grey(frame: Picture, maxWidth: number, maxHeight: number): Grey {
  const { pixels, width, height } = shrinkInto(frame, maxWidth, maxHeight);
  const luma = new Float32Array(width * height);
  for (let i = 0; i < luma.length; i++) luma[i] = lumaAt(pixels, i * 4);
  return { luma, width, height };
}
