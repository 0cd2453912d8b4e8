import { describe, expect, it } from 'vitest';
import { looksLikeDocument } from './looks-like-document.ts';
import { card, type Paint, picture, wall } from './painted-for-tests.ts';

describe('looksLikeDocument', () => {
  it('sees a card', () => {
    expect(looksLikeDocument(picture(card))).toBe(true);
  });

  it('sees a card in a picture of another size', () => {
    expect(looksLikeDocument(picture((x, y) => card(x / 2, y / 2), 1280, 960))).toBe(true);
  });

  it('sees one that is held askew, with fingers before it', () => {
    const tilted = (degrees: number): Paint => {
      const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
      return (x, y) => {
        if (y > 310 && x > 280 && x < 340) return 170;
        const [dx, dy] = [x - 315, y - 230];
        return card(Math.round(315 + dx * cos - dy * sin), Math.round(230 + dx * sin + dy * cos));
      };
    };
    for (const degrees of [-3, 2, 3])
      expect(looksLikeDocument(picture(tilted(degrees))), `${degrees}`).toBe(true);
  });

  it('sees none on a bare wall', () => {
    expect(looksLikeDocument(picture(wall))).toBe(false);
  });

  it('sees none in a single edge', () => {
    expect(looksLikeDocument(picture((_, y) => (y < 240 ? 60 : 200)))).toBe(false);
  });

  it('sees none in edges that enclose nothing together', () => {
    // A shelf with two boards on the left, a door frame on the right.
    const room: Paint = (x, y) => {
      if (x > 20 && x < 260 && ((y > 60 && y < 80) || (y > 260 && y < 280))) return 40;
      if (y > 120 && ((x > 380 && x < 400) || (x > 580 && x < 600))) return 230;
      return wall(x, y);
    };
    expect(looksLikeDocument(picture(room))).toBe(false);
  });

  it('sees none in three sides', () => {
    const open_: Paint = (x, y) => (y > 200 && y < 340 ? card(x, y) : wall(x, y));
    const shelf: Paint = (x, y) =>
      x < 300 ? open_(x, y) : x > 480 ? wall(x, y) : y > 340 || y < 120 ? wall(x, y) : 225 - (x - 300) / 2;
    expect(looksLikeDocument(picture(shelf))).toBe(false);
  });

  it('sees none in a window on the wall', () => {
    const window_: Paint = (x, y) => {
      const isIn = (inset: number) => x > 440 + inset && x < 620 - inset && y > 30 + inset && y < 210 - inset;
      return isIn(6) ? 235 : isIn(0) ? 100 : wall(x, y);
    };
    expect(looksLikeDocument(picture(window_))).toBe(false);
  });

  it('sees none in tiles, whose lines go on', () => {
    expect(looksLikeDocument(picture((x, y) => (x % 200 < 8 || y % 150 < 8 ? 60 : 200)))).toBe(false);
  });

  it('sees none in a face', () => {
    const face: Paint = (x, y) => {
      const isIn = (cx: number, cy: number, rx: number, ry: number) =>
        ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
      if (isIn(280, 210, 14, 8) || isIn(360, 210, 14, 8) || isIn(320, 310, 40, 10)) return 50;
      if (isIn(320, 240, 100, 140)) return 190;
      if (isIn(320, 190, 120, 150)) return 40;
      return y > 380 && isIn(320, 520, 240, 150) ? 70 : wall(x, y);
    };
    expect(looksLikeDocument(picture(face))).toBe(false);
  });
});
