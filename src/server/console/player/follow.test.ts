import { describe, expect, it } from 'vitest';
import { correct, paceOf, waitForSlowest } from './follow.ts';

/** Plays `seconds` of real time in the player's steps; returns how late the follower is at the end. */
function lateAfter(lateMs: number, rate: number, seconds: number): number {
  let late = lateMs;
  const stepMs = rate >= 3 ? 25 : 100;
  for (let step = 0; step < (seconds * 1000) / stepMs; step += 1) {
    const correction = correct(late, rate);
    if (correction.seek) late = 0;
    else late += (rate - correction.playbackRate) * stepMs;
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
  it('nearly stops when ahead at high speed', () => {
    expect(correct(-800, 10)).toMatchObject({ playbackRate: expect.closeTo(1) });
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

describe('the master clock', () => {
  it('leads the slowest player by a tenth of a second of the exam', () => {
    expect(waitForSlowest(50_000, [40, -30], 10)).toBe(50_000);
    expect(waitForSlowest(50_000, [700, 40], 10)).toBe(49_400);
    expect(waitForSlowest(50_000, [], 10)).toBe(50_000);
  });
  it('does not go back to one that is to seek', () => {
    expect(waitForSlowest(50_000, [9000, 150], 10)).toBe(49_950);
  });

  it('keeps two players together of which one cannot keep up', () => {
    const players = [
      { at: 0, fastest: 6 },
      { at: 0, fastest: 16 },
    ];
    let wallMs = 0;
    let pace = 10;
    for (let step = 0; step < 200; step += 1) {
      const before = wallMs;
      const lateness = players.map(({ at }) => before + 250 - at);
      wallMs = waitForSlowest(before + 250, lateness, 10);
      pace = paceOf(pace, wallMs - before, 25, 10);
      for (const player of players) {
        const correction = correct(wallMs - player.at, 10, pace);
        if (correction.seek) throw new Error('it must not seek');
        player.at += Math.min(player.fastest, correction.playbackRate) * 25;
      }
      if (step > 20) expect(Math.abs(players[0]!.at - players[1]!.at)).toBeLessThan(200);
    }
  });
});
