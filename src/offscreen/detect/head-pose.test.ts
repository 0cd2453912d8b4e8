import { expect, it } from 'vitest';
import { isOfLargest, poseOf } from './head-pose.ts';

/** Column by column; only the third column, where the face points, matters. */
const pointing = (x: number, y: number, z: number) => [1, 0, 0, 0, 0, 1, 0, 0, x, y, z, 0, 0, 0, 0, 1];

it.each([
  ['into the camera', [0, 0, 1], [0, 0]],
  ['to one side', [0.5, 0, Math.sqrt(0.75)], [30, 0]],
  ['down', [0, -0.5, Math.sqrt(0.75)], [0, -30]],
  ['up', [0, 0.5, Math.sqrt(0.75)], [0, 30]],
] as const)('%s', (_, [x, y, z], [yaw, pitch]) => {
  const pose = poseOf(pointing(x, y, z));
  expect([Math.round(pose.yaw), Math.round(pose.pitch)]).toEqual([yaw, pitch]);
});

it('is the student’s, not that of whoever sits beside', () => {
  const student = { score: 0.8, x: 0.4, y: 0.3, width: 0.2, height: 0.35 };
  const beside = { score: 0.97, x: 0.05, y: 0.2, width: 0.12, height: 0.2 };
  const marksOf = ({ x, y, width, height }: typeof student) => [
    { x: x + 0.1 * width, y: y - 0.2 * height },
    { x: x + 0.8 * width, y: y + 0.95 * height },
  ];
  expect(isOfLargest(marksOf(student), [beside, student])).toBe(true);
  expect(isOfLargest(marksOf(beside), [beside, student])).toBe(false);
  // Nobody else is there: turned far, a face may stand out of its box.
  expect(isOfLargest(marksOf(beside), [student])).toBe(true);
});
