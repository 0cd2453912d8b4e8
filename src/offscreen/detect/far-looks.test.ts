import { expect, it } from 'vitest';
import { FarLooks } from './far-looks.ts';

const EVERY_MS = 250;
const student = { score: 0.9, x: 0.4, y: 0.3, width: 0.2, height: 0.35 };
const empty = Array.from({ length: 1200 }, (_, at) => 100 + (at % 20));
const crowded = empty.map((cell, at) => (at < 8 ? 200 : cell));
const grid = (cells: number[]) => ({ columns: 40, rows: 30, cells: Float32Array.from(cells), digest: 0 });

/** Looks four times a second; gives when into the distance. */
function looks(
  looking: FarLooks,
  pictures: number[][],
  { near = [student], from = 0, previous = null as number[] | null } = {},
): number[] {
  return pictures.flatMap((cells, index) => {
    const at = from + index * EVERY_MS;
    const before = index === 0 ? previous : pictures[index - 1]!;
    const isDue = looking.isDue(before && grid(before), grid(cells), at);
    looking.looked({ near, far: isDue ? [] : null }, at);
    return isDue ? [at] : [];
  });
}
const still = (count: number) => Array.from({ length: count }, () => empty);

it('once a second', () => {
  expect(looks(new FarLooks(), still(12))).toEqual([0, 1000, 2000]);
});

it('half a second after the last one when something moved', () => {
  const looking = new FarLooks();
  expect(looks(looking, [...still(2), crowded, crowded, crowded])).toEqual([0, 500]);
  // What moved just after a look is not forgotten by the time another one may come.
  expect(looks(looking, [crowded, empty, empty], { from: 1250, previous: crowded })).toEqual([1500]);
});

it('each time when nobody is near', () => {
  expect(looks(new FarLooks(), still(4), { near: [] })).toEqual([0, 250, 500, 750]);
});
