import type { Face, HeadPose } from './face-messages.ts';

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

/**
 * Whether the landmarks are the student's, whose face is the largest: of several people, or of a picture on the wall,
 * the model measures whichever it likes best.
 */
export function isOfLargest(landmarks: readonly { x: number; y: number }[], faces: readonly Face[]): boolean {
  if (faces.length <= 1) return true;
  const { x, y, width, height } = faces.reduce((a, b) => (b.height > a.height ? b : a));
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const across = middle(landmarks.map((mark) => mark.x));
  const down = middle(landmarks.map((mark) => mark.y));
  return across > x && across < x + width && down > y && down < y + height;
}
