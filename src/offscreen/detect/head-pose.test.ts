import { expect, it } from 'vitest';
import { poseOf } from './head-pose.ts';

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
