import { expect, it } from 'vitest';
import { ExamusError } from '../protocol/errors.ts';
import { backoffMs } from './backoff.ts';

it('doubles up to half a minute', () => {
  const waits = [0, 1, 2, 10, 1000].map((failures) => backoffMs(failures, undefined, () => 1));
  expect(waits).toEqual([500, 1000, 2000, 30_000, 30_000]);
});

it('spreads by half', () => {
  expect(backoffMs(2, undefined, () => 0)).toBe(1000);
});

it('obeys Retry-After', () => {
  const busy = new ExamusError('too_many_requests', 'slow down', { retryAfterS: 45 });
  expect(backoffMs(0, busy)).toBe(45_000);
});
