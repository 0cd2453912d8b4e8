import { describe, expect, it } from 'vitest';
import { ExamusError } from '../../protocol/errors.ts';
import { RoutePause } from './route-pause.ts';

const busy = new ExamusError('too_many_requests', 'later', { retryAfterS: 60 });

describe('RoutePause', () => {
  it('doubles with failures one after the other, not with those of one moment', () => {
    const pause = new RoutePause();
    for (let lane = 0; lane < 3; lane++) pause.failed(0, null);
    const first = pause.waitMs(0);
    expect(first).toBeLessThanOrEqual(500);
    pause.failed(1000, null);
    expect(pause.waitMs(1000)).toBeGreaterThanOrEqual(500);
    pause.succeeded();
    pause.failed(3000, null);
    expect(pause.waitMs(3000)).toBeLessThanOrEqual(500);
  });

  it('is lifted when the line is back, but not below what the server asked for', () => {
    const pause = new RoutePause();
    pause.failed(0, null);
    pause.lift();
    expect(pause.waitMs(0)).toBe(0);
    pause.failed(0, busy);
    pause.lift();
    expect(pause.waitMs(0)).toBe(60_000);
    expect(pause.waitMs(60_000)).toBe(0);
  });
});
