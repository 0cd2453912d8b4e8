import { describe, expect, it } from 'vitest';
import { lightOf } from './light.ts';
import { card, type Paint, picture, wall } from './painted-for-tests.ts';
import { sharpnessOf } from './photo-quality.ts';
import { shrinkInto } from './scale.ts';

/** Nothing but soft shapes. */
const blur: Paint = (x, y) => 128 + 80 * Math.sin(x / 20) * Math.sin(y / 20);

it('sharpnessOf falls when the picture is blurred', () => {
  expect(sharpnessOf(picture(card))).toBeGreaterThan(100);
  expect(sharpnessOf(picture(blur))).toBeLessThan(12);
  expect(sharpnessOf(picture(() => 90))).toBe(0);
});

it('lightOf tells a dark picture and a covered lens', () => {
  const flat = lightOf(picture(() => 10));
  expect(flat.mean).toBeCloseTo(10, 6);
  expect(flat.variance).toBeCloseTo(0, 6);
  expect(lightOf(picture(card)).variance).toBeGreaterThan(500);
});

describe('shrinkInto', () => {
  it('keeps the shape and the brightness', () => {
    const small = shrinkInto(picture(wall, 1280, 720), 320, 240);
    expect([small.width, small.height]).toEqual([320, 180]);
    expect(Math.abs(lightOf(small).mean - lightOf(picture(wall, 1280, 720)).mean)).toBeLessThan(1.5);
  });

  it('never enlarges', () => {
    const small = shrinkInto(picture(wall, 100, 50), 320, 240);
    expect([small.width, small.height]).toEqual([100, 50]);
  });
});
