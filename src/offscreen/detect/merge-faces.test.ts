import { expect, it } from 'vitest';
import { furtherFaces, mergeFaces } from './merge-faces.ts';

const face = (x: number, y: number, height: number) => ({ score: 0.9, x, y, width: height * 0.75, height });

it('counts a face that both models see once', () => {
  expect(mergeFaces([face(0.4, 0.3, 0.35)], [face(0.39, 0.28, 0.37)])).toHaveLength(1);
});

it('adds who is further away, but no photo on a shelf', () => {
  const near = [face(0.4, 0.3, 0.35)];
  expect(mergeFaces(near, [face(0.8, 0.2, 0.1)])).toHaveLength(2);
  expect(mergeFaces(near, [face(0.8, 0.2, 0.03)])).toHaveLength(1);
});

it('keeps of a look into the distance nobody who is near: they may move before the next one', () => {
  const [before, after] = [face(0.2, 0.3, 0.35), face(0.55, 0.3, 0.35)];
  const further = furtherFaces([before], [face(0.19, 0.28, 0.37), face(0.8, 0.2, 0.1)]);
  expect(further).toEqual([face(0.8, 0.2, 0.1)]);
  expect(mergeFaces([after], further)).toHaveLength(2);
});
