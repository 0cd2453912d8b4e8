import { afterEach, describe, expect, it, vi } from 'vitest';
import { ServerClock } from '../clock.ts';
import { learnServerTime } from './learn-server-time.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
const start = (answers: (() => Response)[]) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('addEventListener', () => undefined);
  const fetch = vi.fn(async () => (answers.shift() ?? dead)());
  vi.stubGlobal('fetch', fetch);
  const clock = new ServerClock();
  const life = new AbortController();
  return { clock, life, fetch, learnt: learnServerTime(clock, 'https://exam.example', life.signal) };
};
const dead = () => new Response('', { status: 502 });

describe('learnServerTime', () => {
  it('asks until it is told', async () => {
    const told = () => new Response(JSON.stringify({ now: 5_000_000 }));
    const { clock, learnt, fetch } = start([dead, dead, told]);
    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(1000);
      expect(fetch).toHaveBeenCalledTimes(3);
    });
    expect(await learnt).toBe(true);
    expect(clock.isKnown).toBe(true);
  });

  it('ends with the exam', async () => {
    const { life, learnt } = start([]);
    life.abort();
    expect(await learnt).toBe(false);
  });
});
