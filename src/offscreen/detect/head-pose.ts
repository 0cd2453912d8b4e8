import type { HeadPose } from './face-messages.ts';

const DEGREES = 180 / Math.PI;

/**
 * Where a face points: its z axis, the third column of a `facialTransformationMatrixes` entry (4×4, column by column,
 * face to camera; y is up, z towards the camera).
 */
export function poseOf(matrix: ArrayLike<number>): HeadPose {
  const x = matrix[8] ?? 0;
  const y = matrix[9] ?? 0;
  const z = matrix[10] ?? 1;
  return { yaw: Math.atan2(x, z) * DEGREES, pitch: Math.asin(Math.min(1, Math.max(-1, y))) * DEGREES };
}
