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
    expect(calibration.against({ yaw: 40, pitch: 5 }, 'built in')).toEqual({ yaw: 30, pitch: -10 });
  });

  it('learns from the first steady seconds where the check found nothing, and tells', () => {
    const found: HeadPose[] = [];
    const calibration = new Calibration(null, (level) => found.push(level));
    for (const yaw of [-40, 50, 0, -30])
      expect(calibration.against({ yaw, pitch: 0 }, 'built in')).toBeNull();
    for (const pose of steady(5, 12, 30)) calibration.against(pose, 'built in');
    expect(found).toHaveLength(1);
    expect(calibration.against({ yaw: 35, pitch: 12 }, 'built in')!.yaw).toBeCloseTo(30, 0);
  });

  it('holds for one camera: another one stands elsewhere, and is learned anew', () => {
    const found: HeadPose[] = [];
    const calibration = new Calibration({ yaw: 0, pitch: 15 }, (level) => found.push(level));
    expect(calibration.against({ yaw: 0, pitch: 15 }, 'on the screen')).toEqual({ yaw: 0, pitch: 0 });
    // Unplugged; the laptop's own, at the side and further down, took over.
    for (const pose of steady(28, -10, 15)) expect(calibration.against(pose, 'built in')).toBeNull();
    calibration.against({ yaw: 28, pitch: -10 }, 'built in');
    expect(found).toHaveLength(1);
    expect(calibration.against({ yaw: 28, pitch: -10 }, 'built in')!.yaw).toBeCloseTo(0, 0);
  });

  it('knows a camera that was away for a while', () => {
    const calibration = new Calibration({ yaw: 10, pitch: 15 }, () => undefined);
    for (let i = 0; i < 2; i++) {
      expect(calibration.against({ yaw: 40, pitch: 5 }, 'built in')).toEqual({ yaw: 30, pitch: -10 });
    }
  });

  it('takes the word of a check made with a new camera', () => {
    const calibration = new Calibration({ yaw: 10, pitch: 15 }, () => undefined);
    calibration.against({ yaw: 10, pitch: 15 }, 'on the screen');
    calibration.use({ yaw: -5, pitch: 0 });
    expect(calibration.against({ yaw: -5, pitch: 0 }, 'built in')).toEqual({ yaw: 0, pitch: 0 });
  });
});
