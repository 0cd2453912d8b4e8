import { describe, expect, it } from 'vitest';
import { afterPost, waitBefore } from './verdict-on-post.ts';

const review = { kind: 'review', tries: 1 } as const;
const schedule = { kind: 'schedule', tries: 1 } as const;
const answered = (status: number, body: string) => ({ kind: 'answered', status, body }) as const;

describe('after a try', () => {
  it('takes nothing but an empty 200 for success', () => {
    expect(afterPost(review, answered(200, ''))).toEqual({ do: 'done' });
    expect(afterPost(review, answered(200, 'Entry was not found')).do).toBe('again');
    expect(afterPost(review, answered(200, 'Success')).do).toBe('again');
    expect(afterPost(review, answered(204, '')).do).toBe('again');
    expect(afterPost(review, answered(404, '')).do).toBe('again');
  });
  it('never says a booking twice when it may have arrived', () => {
    expect(afterPost(schedule, { kind: 'unknown', problem: 'no answer' }).do).toBe('ask');
    expect(afterPost(schedule, answered(500, 'fatal')).do).toBe('ask');
    expect(afterPost(schedule, answered(200, 'Entry was not found')).do).toBe('ask');
    expect(afterPost(schedule, { kind: 'unsent', problem: 'refused' }).do).toBe('again');
  });
  it('gives up after two days, and asks where a booking is at stake', () => {
    expect(afterPost({ ...review, tries: 60 }, answered(500, '')).do).toBe('give_up');
    expect(afterPost({ ...schedule, tries: 60 }, { kind: 'unsent', problem: '' }).do).toBe('ask');
  });
  it('keeps no markup of an error page', () => {
    expect(afterPost(review, answered(500, '<h1>Oops</h1>\n<p>x</p>'))).toEqual({
      do: 'again',
      problem: '500  Oops   x',
    });
  });
});

it('waits longer each time, up to an hour and a half', () => {
  expect([1, 2, 3].map((tries) => waitBefore(tries, 0.5))).toEqual([5000, 10_000, 20_000]);
  expect(waitBefore(50, 1)).toBe(3600_000 * 1.5);
  expect(waitBefore(1, 0)).toBe(2500);
});
