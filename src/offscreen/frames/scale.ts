import type { RgbaFrame } from './rgba-frame.ts';

type Picture = Pick<RgbaFrame, 'pixels' | 'width' | 'height'>;

/** Shrinks into a box, keeping the shape: each new pixel is the mean of up to four that it stands for. Never enlarges. */
export function shrinkInto(frame: Picture, maxWidth: number, maxHeight: number): Picture {
  const ratio = Math.max(1, frame.width / maxWidth, frame.height / maxHeight);
  const width = Math.max(1, Math.round(frame.width / ratio));
  const height = Math.max(1, Math.round(frame.height / ratio));
  const pixels = new Uint8ClampedArray(width * height * 4);
  const source = frame.pixels;
  const half = ratio / 2;
  for (let y = 0, to = 0; y < height; y++) {
    const row0 = Math.min(frame.height - 1, Math.floor(y * ratio)) * frame.width;
    const row1 = Math.min(frame.height - 1, Math.floor(y * ratio + half)) * frame.width;
    for (let x = 0; x < width; x++, to += 4) {
      const x0 = Math.min(frame.width - 1, Math.floor(x * ratio));
      const x1 = Math.min(frame.width - 1, Math.floor(x * ratio + half));
      const a = (row0 + x0) * 4;
      const b = (row0 + x1) * 4;
      const c = (row1 + x0) * 4;
      const d = (row1 + x1) * 4;
      for (let channel = 0; channel < 3; channel++) {
        pixels[to + channel] =
          (source[a + channel]! + source[b + channel]! + source[c + channel]! + source[d + channel]!) / 4;
      }
      pixels[to + 3] = 255;
    }
  }
  return { pixels, width, height };
}
