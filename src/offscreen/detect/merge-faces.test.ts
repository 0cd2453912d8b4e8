import { expect, it } from 'vitest';
import { mergeFaces } from './merge-faces.ts';

const face = (x: number, y: number, height: number) => ({ score: 0.9, x, y, width: height * 0.75, height });

it('counts a face that both models see once', () => {
  expect(mergeFaces([face(0.4, 0.3, 0.35)], [face(0.39, 0.28, 0.37)])).toHaveLength(1);
});

it('adds who is further away, but no photo on a shelf', () => {
  const near = [face(0.4, 0.3, 0.35)];
  expect(mergeFaces(near, [face(0.8, 0.2, 0.1)])).toHaveLength(2);
  expect(mergeFaces(near, [face(0.8, 0.2, 0.03)])).toHaveLength(1);
});
