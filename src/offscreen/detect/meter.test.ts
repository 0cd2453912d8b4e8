import { expect, it } from 'vitest';
import { Meter } from './meter.ts';

it('tells the share of time spent and the rate of bytes over the last ten seconds', () => {
  const meter = new Meter();
  expect([meter.detectionShare(0), meter.uploadBytesPerSecond(0)]).toEqual([null, 0]);
  for (let now = 0; now <= 20_000; now += 250) meter.detected(25, now);
  meter.uploaded(500_000, 2000);
  meter.uploaded(100_000, 15_000);
  expect(meter.detectionShare(20_000)).toBeCloseTo(0.1, 2);
  expect(meter.uploadBytesPerSecond(20_000)).toBe(10_000);
  expect(meter.detectionShare(60_000)).toBeNull();
});
