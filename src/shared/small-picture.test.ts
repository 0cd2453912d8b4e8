import { expect, it } from 'vitest';
import { packPicture, unpackPicture } from './small-picture.ts';

/** Four quarters of one colour each, and an edge of odd pixels. */
function painted(width: number, height: number) {
  const colours = [
    [255, 0, 0],
    [20, 120, 250],
    [0, 0, 0],
    [230, 200, 180],
  ];
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = colours[(y < 4 ? 0 : 2) + (x < 4 ? 0 : 1)]!;
      pixels.set([...colour, 255], (y * width + x) * 4);
    }
  }
  return { pixels, width, height };
}

it('comes out as it went in, to a shade', () => {
  const picture = packPicture(painted(8, 8));
  expect(picture).toMatchObject({ width: 8, height: 8 });
  expect(picture.planes).toHaveLength((8 * 8 * 1.5 * 4) / 3);
  const pixels = new Uint8ClampedArray(8 * 8 * 4);
  unpackPicture(picture, pixels);
  const furthest = Math.max(...painted(8, 8).pixels.map((value, at) => Math.abs(value - pixels[at]!)));
  expect(furthest).toBeLessThanOrEqual(3);
});

it('leaves out what is odd', () => {
  const odd = packPicture(painted(9, 9));
  expect(odd).toEqual(packPicture(painted(8, 8)));
});
