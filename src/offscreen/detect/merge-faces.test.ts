import { describe, expect, it } from 'vitest';
import { FarFaces, mergeFaces } from './merge-faces.ts';

const face = (x: number, y: number, height: number) => ({ score: 0.9, x, y, width: height * 0.75, height });

it('counts a face that both models see once', () => {
  expect(mergeFaces([face(0.4, 0.3, 0.35)], [face(0.39, 0.28, 0.37)])).toHaveLength(1);
});

it('adds who is further away, but no photo on a shelf', () => {
  const near = [face(0.4, 0.3, 0.35)];
  expect(mergeFaces(near, [face(0.8, 0.2, 0.1)])).toHaveLength(2);
  expect(mergeFaces(near, [face(0.8, 0.2, 0.03)])).toHaveLength(1);
});

describe('between two looks into the distance', () => {
  const [before, after] = [face(0.2, 0.3, 0.35), face(0.55, 0.3, 0.35)];

  it('the student, who may move, is not there twice', () => {
    const faces = new FarFaces();
    const far = [face(0.19, 0.28, 0.37), face(0.8, 0.2, 0.1)];
    expect(faces.with({ near: [before], far })).toEqual([before, face(0.8, 0.2, 0.1)]);
    expect(faces.with({ near: [after], far: null })).toEqual([after, face(0.8, 0.2, 0.1)]);
    expect(faces.with({ near: [after], far: [] })).toEqual([after]);
  });

  it('somebody whom the near model sees now and then stays, and is one', () => {
    const faces = new FarFaces();
    const second = face(0.8, 0.2, 0.15);
    const far = [face(0.19, 0.28, 0.37), face(0.79, 0.2, 0.16)];
    expect(faces.with({ near: [before, second], far })).toHaveLength(2);
    expect(faces.with({ near: [before], far: null })).toHaveLength(2);
    expect(faces.with({ near: [before, second], far: null })).toHaveLength(2);
  });
});
