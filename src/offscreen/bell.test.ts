import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Bell } from './bell.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

it('keeps nothing of who waited no longer', async () => {
  const { signal } = new AbortController();
  const letGo = vi.spyOn(signal, 'removeEventListener');
  const bell = new Bell();
  const waiting = bell.heard(signal, 10);
  await vi.advanceTimersByTimeAsync(10);
  await waiting;
  expect(letGo).toHaveBeenCalledOnce();
  bell.ring();
  expect(letGo).toHaveBeenCalledOnce();
});

it('wakes everybody who waits, once', async () => {
  const { signal } = new AbortController();
  const bell = new Bell();
  const waiting = [bell.heard(signal), bell.heard(signal)];
  bell.ring();
  await Promise.all(waiting);
  const onNext = vi.fn();
  void bell.heard(signal, 10).then(onNext);
  await vi.advanceTimersByTimeAsync(9);
  expect(onNext).not.toHaveBeenCalled();
});
