import { describe, expect, it } from 'vitest';
import { correct } from './follow.ts';

/** Plays `seconds` of real time in steps of 100 ms; returns how late the follower is at the end. */
function lateAfter(lateMs: number, rate: number, seconds: number): number {
  let late = lateMs;
  for (let step = 0; step < seconds * 10; step += 1) {
    const correction = correct(late, rate);
    if (correction.seek) late = 0;
    else late += (rate - correction.playbackRate) * 100;
  }
  return late;
}

describe('a player that follows the clock', () => {
  it('is left alone when it is near', () => {
    expect(correct(20, 1)).toEqual({ seek: false, playbackRate: 1 });
    expect(correct(-20, 1)).toEqual({ seek: false, playbackRate: 1 });
  });
  it('hurries when late and waits when ahead', () => {
    expect(correct(150, 1)).toMatchObject({ playbackRate: 1.25 });
    expect(correct(-60, 1)).toMatchObject({ playbackRate: 0.88 });
  });
  it('seeks when far off, later at high speed', () => {
    expect(correct(1100, 1).seek).toBe(true);
    expect(correct(-1100, 1).seek).toBe(true);
    expect(correct(3000, 10).seek).toBe(false);
    expect(correct(6000, 10).seek).toBe(true);
  });
  it('never asks for more than the browser plays', () => {
    for (const rate of [1, 2, 5, 10, 16]) {
      const correction = correct(600, rate);
      expect(correction.seek || correction.playbackRate <= 16).toBe(true);
    }
  });
  it('comes within 200 ms in a few seconds at every speed', () => {
    for (const rate of [1, 1.5, 2, 4, 8, 10]) {
      expect(Math.abs(lateAfter(900, rate, 5))).toBeLessThan(200);
      expect(Math.abs(lateAfter(-900, rate, 5))).toBeLessThan(200);
    }
  });
});
