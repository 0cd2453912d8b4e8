/** Brightness of a pixel. */
export type Paint = (x: number, y: number) => number;

export function picture(paint: Paint, width = 640, height = 480) {
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      pixels.fill(paint(x, y), i, i + 3);
      pixels[i + 3] = 255;
    }
  }
  return { pixels, width, height };
}

/** A wall that is lighter on one side, as walls are. */
export const wall: Paint = (x) => 120 + x / 20;
/** A light card on it, with lines of "text". */
export const card: Paint = (x, y) => {
  if (x < 150 || x > 480 || y < 120 || y > 340) return wall(x, y);
  return y % 24 < 6 && x > 190 && x < 440 && (x * 7 + y) % 5 < 3 ? 60 : 225;
};
