import { expect, it } from 'vitest';
import { shrinkInto } from './scale.ts';

const picture = (width: number, height: number, colourAt: (x: number, y: number) => number[]) => {
  const colours = Array.from({ length: width * height }, (_, at) =>
    colourAt(at % width, Math.floor(at / width)),
  );
  return { pixels: new Uint8ClampedArray(colours.flatMap((colour) => [...colour, 255])), width, height };
};
const colours = ({ pixels }: { pixels: Uint8ClampedArray }) =>
  Array.from({ length: pixels.length / 4 }, (_, at) => [...pixels.subarray(at * 4, at * 4 + 4)]);

it('is the mean of four, each colour by itself', () => {
  const stripes = picture(4, 4, (x, y) => [x % 2 ? 255 : 254, y % 2 ? 100 : 0, 7]);
  const small = shrinkInto(stripes, 2, 2);
  expect(small).toMatchObject({ width: 2, height: 2 });
  expect(colours(small)).toEqual(Array.from({ length: 4 }, () => [255, 50, 7, 255]));
});

it('keeps the shape, and never enlarges', () => {
  const wide = picture(64, 36, () => [255, 255, 255]);
  expect(shrinkInto(wide, 16, 16)).toMatchObject({ width: 16, height: 9 });
  const same = shrinkInto(wide, 640, 480);
  expect(same).toEqual(wide);
});
