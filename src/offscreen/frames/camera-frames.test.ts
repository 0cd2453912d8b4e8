import { expect, it } from 'vitest';
import { nextBeat } from './camera-frames.ts';

/** When pictures are taken of a camera at 15 fps by whoever wants one each `everyMs`. */
function taken(everyMs: number, startMs: number, untilMs: number, paceMs = 1000 / 15): number[] {
  const times: number[] = [];
  let dueAt = 0;
  for (let now = startMs; now < untilMs; now += paceMs) {
    if (now < dueAt - 34) continue;
    times.push(now);
    dueAt = nextBeat(now, everyMs);
  }
  return times;
}

it('keeps the pace that was asked for', () => {
  for (const everyMs of [250, 500, 1000]) {
    expect(taken(everyMs, 0, 60_000).length).toBeCloseTo(60_000 / everyMs, -1);
  }
});

it('gives those who began at different times the same pictures', () => {
  const often = new Set(taken(250, 0, 20_000));
  const later = taken(250, 1000 / 15, 20_000).slice(1);
  const seldom = taken(1000, 2000 / 15, 20_000).slice(1);
  expect([...later, ...seldom].filter((at) => !often.has(at))).toEqual([]);
});

it('takes no two close together after a delay', () => {
  expect(nextBeat(1230, 250)).toBe(1500);
  expect(nextBeat(1200, 250)).toBe(1500);
  expect(nextBeat(1050, 250)).toBe(1250);
});
