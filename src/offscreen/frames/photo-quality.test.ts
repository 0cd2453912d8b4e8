import { describe, expect, it } from 'vitest';
import { lightOf } from './light.ts';
import { looksLikeDocument, sharpnessOf } from './photo-quality.ts';
import { shrinkInto } from './scale.ts';

type Paint = (x: number, y: number) => number;

function picture(paint: Paint, width = 640, height = 480) {
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
const wall: Paint = (x) => 120 + x / 20;
/** A light card on it, with lines of "text". */
const card: Paint = (x, y) => {
  if (x < 150 || x > 480 || y < 120 || y > 340) return wall(x, y);
  return y % 24 < 6 && x > 190 && x < 440 && (x * 7 + y) % 5 < 3 ? 60 : 225;
};
/** Nothing but soft shapes. */
const blur: Paint = (x, y) => 128 + 80 * Math.sin(x / 20) * Math.sin(y / 20);

describe('looksLikeDocument', () => {
  it('sees a card', () => {
    expect(looksLikeDocument(picture(card))).toBe(true);
  });

  it('sees a card in a picture of another size', () => {
    expect(looksLikeDocument(picture((x, y) => card(x / 2, y / 2), 1280, 960))).toBe(true);
  });

  it('sees none on a bare wall', () => {
    expect(looksLikeDocument(picture(wall))).toBe(false);
  });

  it('sees none in a single edge', () => {
    expect(looksLikeDocument(picture((_, y) => (y < 240 ? 60 : 200)))).toBe(false);
  });
});

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
