import { caseOf } from './catalogue.ts';
import { isScene, type PictureName } from './scene-names.ts';
import { drawScene } from './scenes.ts';

/** Runs in a browser page: draws the poses of a scene or of a case as I420 pictures, base64. */
export function paint(name: PictureName, poses: number, width: number, height: number): string {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  if (!ctx) throw new Error('no 2D canvas');
  const draw = isScene(name)
    ? (...at: [typeof ctx, number]) => drawScene(at[0], name, at[1])
    : caseOf(name).draw;
  const bytes = new Uint8Array((poses * width * height * 3) / 2);
  for (let pose = 0; pose < poses; pose++) {
    draw(ctx, pose / poses);
    const { data } = ctx.getImageData(0, 0, width, height);
    toI420(data, width, height, bytes.subarray((pose * bytes.length) / poses));
  }
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  }
  return btoa(text);
}

/** BT.601, limited range: what a y4m file means by C420. Chroma is taken from one pixel of four. */
function toI420(rgba: Uint8ClampedArray, width: number, height: number, out: Uint8Array): void {
  const luma = width * height;
  for (let i = 0; i < luma; i++) {
    out[i] = 16 + 0.257 * rgba[i * 4]! + 0.504 * rgba[i * 4 + 1]! + 0.098 * rgba[i * 4 + 2]!;
  }
  let at = luma;
  const quarter = luma / 4;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const i = (y * width + x) * 4;
      const [r, g, b] = [rgba[i]!, rgba[i + 1]!, rgba[i + 2]!];
      out[at] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
      out[at + quarter] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
      at++;
    }
  }
}

Object.assign(globalThis, { paint });
