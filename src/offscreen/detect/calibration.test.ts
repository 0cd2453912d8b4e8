import { describe, expect, it } from 'vitest';
import { Calibration, levelOf } from './calibration.ts';
import type { HeadPose } from './face-messages.ts';

const steady = (yaw: number, pitch: number, count = 16): HeadPose[] =>
  Array.from({ length: count }, (_, i) => ({ yaw: yaw + (i % 3) - 1, pitch: pitch + (i % 2) }));

describe('levelOf', () => {
  it('is the middle of the poses, a glance aside left out', () => {
    expect(levelOf([...steady(4, 12), { yaw: 60, pitch: -30 }])).toEqual({ yaw: 4, pitch: 12 });
  });

  it.each([
    ['too few', steady(0, 0, 3)],
    ['all over the place', [-60, -20, 20, 60, -40, 40].map((yaw) => ({ yaw, pitch: 0 }))],
    ['turned further than anybody works', steady(55, 0)],
  ])('is not known from poses that are %s', (_, poses) => {
    expect(levelOf(poses)).toBeNull();
  });
});

describe('Calibration', () => {
  it('measures against what the check found', () => {
    const calibration = new Calibration({ yaw: 10, pitch: 15 }, () => undefined);
    expect(calibration.against({ yaw: 40, pitch: 5 })).toEqual({ yaw: 30, pitch: -10 });
  });

  it('learns from the first steady seconds where the check found nothing, and tells', () => {
    const found: HeadPose[] = [];
    const calibration = new Calibration(null, (level) => found.push(level));
    for (const yaw of [-40, 50, 0, -30]) expect(calibration.against({ yaw, pitch: 0 })).toBeNull();
    for (const pose of steady(5, 12, 30)) calibration.against(pose);
    expect(found).toHaveLength(1);
    expect(calibration.against({ yaw: 35, pitch: 12 })!.yaw).toBeCloseTo(30, 0);
  });
});
