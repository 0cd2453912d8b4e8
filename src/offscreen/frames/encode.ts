import { toBase64 } from '../../shared/base64.ts';
import type { RgbaFrame } from './rgba-frame.ts';

type Picture = Pick<RgbaFrame, 'pixels' | 'width' | 'height'>;

/** Pixels as WebP in base64. */
export const encodeWebp = async (picture: Picture, quality: number): Promise<string> =>
  toBase64(await webpOf(picture, quality));

/**
 * Pixels as WebP. Not JPEG: in a quiet offscreen document `convertToBlob('image/jpeg')` comes once a second
 * (measured in Chromium 156), WebP at once.
 */
export async function webpOf(
  { pixels, width, height }: Picture,
  quality: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { canvas, context } = canvasOf(width, height);
  context.putImageData(new ImageData(pixels, width, height), 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
  return new Uint8Array(await blob.arrayBuffer());
}

let last: { canvas: OffscreenCanvas; context: OffscreenCanvasRenderingContext2D } | null = null;

/** The same one as long as pictures have one size: a new one for each costs more than the picture itself. */
function canvasOf(width: number, height: number): NonNullable<typeof last> {
  if (last?.canvas.width === width && last.canvas.height === height) return last;
  const canvas = new OffscreenCanvas(width, height);
  // Software canvas: nothing is drawn that a GPU would help with.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  return (last = { canvas, context });
}
