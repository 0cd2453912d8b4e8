import { describe, expect, it } from 'vitest';
import { hasTurned, headTurnOf } from './head-turn.ts';

/** A head in a picture of 640×480: eyes, nose and mouth on a ball, turned by so many degrees and leaning by so many. */
function points({ yaw = 0, pitch = 0, roll = 0, size = 100, at = { x: 320, y: 240 } } = {}) {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const [sinY, cosY, sinP, cosP] = [
    Math.sin(rad(yaw)),
    Math.cos(rad(yaw)),
    Math.sin(rad(pitch)),
    Math.cos(rad(pitch)),
  ];
  const [sinR, cosR] = [Math.sin(rad(roll)), Math.cos(rad(roll))];
  const head = [
    [-0.5, -0.3, 0.9],
    [0.5, -0.3, 0.9],
    [0, 0.2, 1.35],
    [0, 0.6, 1],
  ] as const;
  return head.map(([x, y, z]) => {
    const turned = { x: x * cosY + z * sinY, z: z * cosY - x * sinY };
    const nodded = { x: turned.x, y: y * cosP - turned.z * sinP };
    const leant = { x: nodded.x * cosR - nodded.y * sinR, y: nodded.x * sinR + nodded.y * cosR };
    return { x: (at.x + size * leant.x) / 640, y: (at.y + size * leant.y) / 480 };
  });
}
const turn = (how: Parameters<typeof points>[0]) => headTurnOf(points(how), 640 / 480);
const straight = turn({});

describe('the turn of a head', () => {
  it.each([
    { yaw: 15 },
    { yaw: -15 },
    { pitch: 15 },
    { pitch: -15 },
    { yaw: 30 },
    { yaw: 12, roll: 20 },
    { yaw: 20, size: 40, at: { x: 100, y: 100 } },
  ])('is seen: %o', (how) => {
    expect(hasTurned(straight, turn(how))).toBe(true);
  });

  it.each([
    {},
    { yaw: 3 },
    { pitch: -3 },
    { roll: 25 },
    { size: 60 },
    { size: 180, at: { x: 500, y: 120 } },
    { yaw: 2, roll: -30 },
  ])('is none: %o', (how) => {
    expect(hasTurned(straight, turn(how))).toBe(false);
  });

  it('is in doubt where there are no points', () => {
    expect(headTurnOf([], 1)).toBeNull();
    expect(
      headTurnOf(
        Array.from({ length: 6 }, () => ({ x: 0.5, y: 0.5 })),
        1,
      ),
    ).toBeNull();
    expect(hasTurned(null, straight)).toBe(true);
    expect(hasTurned(straight, null)).toBe(true);
  });
});
