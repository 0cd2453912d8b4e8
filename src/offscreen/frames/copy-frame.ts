import type { RgbaFrame } from './rgba-frame.ts';

const FORMAT = { format: 'RGBA' } as const;

export const rgbaBytes = (frame: VideoFrame): number => frame.allocationSize(FORMAT);

/** The frame's pixels in `buffer`, which has `rgbaBytes`. */
export async function copyFrame(frame: VideoFrame, buffer: ArrayBuffer): Promise<RgbaFrame> {
  await frame.copyTo(buffer, FORMAT);
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
  return { pixels: new Uint8ClampedArray(buffer), width, height, at: performance.now() };
}
