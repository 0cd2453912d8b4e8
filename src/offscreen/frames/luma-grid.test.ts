import { describe, expect, it } from 'vitest';
import { detailOf, lumaGridOf } from './luma-grid.ts';

const WIDTH = 640;
const HEIGHT = 480;
/** A picture from a function of place that gives a brightness. */
function paint(brightness: (x: number, y: number) => number) {
  const pixels = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++)
      pixels.fill(brightness(x, y), (y * WIDTH + x) * 4, (y * WIDTH + x) * 4 + 3);
  }
  return lumaGridOf({ pixels, width: WIDTH, height: HEIGHT });
}

describe('lumaGridOf', () => {
  it('gives the brightness of each cell', () => {
    const { cells, columns, rows } = paint((x) => (x < WIDTH / 2 ? 20 : 200));
    expect([columns, rows]).toEqual([40, 30]);
    expect([cells[0], cells[39]].map((cell) => Math.round(cell!))).toEqual([20, 200]);
  });

  it('has the same digest for the same picture alone', () => {
    const picture = (x: number, y: number) => (x * 7 + y * 3) % 256;
    expect(paint(picture).digest).toBe(paint(picture).digest);
    expect(paint((x, y) => picture(x, y) + (x === 320 && y === 240 ? 1 : 0)).digest).not.toBe(
      paint(picture).digest,
    );
  });
});

describe('detailOf', () => {
  it('finds none in an even picture, in a slope and in a glow', () => {
    const glow = (x: number, y: number) => 40 - 0.06 * Math.hypot(x - 320, y - 240);
    for (const even of [() => 128, (x: number) => x / 4, glow])
      expect(detailOf(paint(even))).toBeLessThan(1.5);
  });

  it('finds it where something is drawn, dim as it may be', () => {
    expect(detailOf(paint((x) => (Math.floor(x / 64) % 2 === 0 ? 20 : 40)))).toBeGreaterThan(5);
  });
});
