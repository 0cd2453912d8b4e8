import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { accommodation, withAccommodation } from '../../protocol/accommodation.ts';
import { type ExamSettings, examSettings } from '../../protocol/exam-settings.ts';
import type { Warning } from '../../protocol/warnings.ts';
import { monitor } from './monitor.ts';
import { planOf } from './plan-for-tests.ts';
import { makeSources } from './sources.ts';

type Granted = v.InferInput<typeof accommodation>;
/** Somebody speaks, or nobody does, for so many tenths of a second. */
type Talk = { isSpeech: boolean; tenths: number }[];

const face = { score: 0.9, x: 0, y: 0, width: 1, height: 1, luma: 120 };
const settingsOf = (set: v.InferInput<typeof examSettings>): ExamSettings => v.parse(examSettings, set);

function start(settings: ExamSettings, granted: Granted | null) {
  const sources = makeSources();
  const warnings = new Map<string, Warning>();
  const life = new AbortController();
  let now = 0;
  monitor({
    plan: planOf(withAccommodation(settings, granted && v.parse(accommodation, granted))),
    sources,
    now: () => now,
    onWarning: (warning) => warnings.set(warning.id, warning),
    onAdvice: () => undefined,
    signal: life.signal,
  });
  const each = (ms: number, everyMs: number, look: (at: number) => void) => {
    for (const end = now + ms; now < end; now += everyMs) look(now);
  };
  return {
    show: (count: number, ms: number) =>
      each(ms, 250, (at) =>
        sources.faces.emit({ at, faces: Array.from({ length: count }, () => face), doubt: 0 }),
      ),
    hear: (isSpeech: boolean, ms: number) =>
      each(ms, 100, (at) => sources.sound.emit({ at, heard: { level: 0.01, speech: isSpeech ? 0.9 : 0 } })),
    /** What was warned of until the exam ended here. */
    end: () => {
      life.abort();
      return [...warnings.values()];
    },
  };
}

function heardIn(talk: Talk, settings: ExamSettings, granted: Granted | null): Warning[] {
  const { hear, end } = start(settings, granted);
  for (const { isSpeech, tenths } of talk) hear(isSpeech, tenths * 100);
  return end();
}

describe('what a student was granted', () => {
  it('is obeyed: what is switched off is not warned of, the rest is', () => {
    const { show, end } = start(settingsOf({}), { disabledDetectors: ['no_user_in_frame'] });
    show(0, 20_000);
    show(2, 5000);
    expect(end().map(({ type }) => type)).toEqual(['extra_user_in_frame']);
  });

  it.each([
    [1, 7000, ['no_user_in_frame']],
    [2, 7000, []],
    [2, 12_000, ['no_user_in_frame']],
  ] as const)('is obeyed: widened by %d, an absence of %d ms is %j', (widenBy, ms, warned) => {
    const { show, end } = start(settingsOf({ noUserMs: 5000 }), { widenBy });
    show(1, 3000);
    show(0, ms);
    show(1, 3000);
    expect(end().map(({ type }) => type)).toEqual(warned);
  });

  it('makes no warning of words far apart', () => {
    const talk = Array.from({ length: 10 }, () => [
      { isSpeech: true, tenths: 12 },
      { isSpeech: false, tenths: 48 },
    ]).flat();
    expect(heardIn(talk, settingsOf({}), null)).toEqual([]);
    expect(heardIn(talk, settingsOf({}), { widenBy: 1.5 })).toEqual([]);
  });

  it('never makes a voice warned of that would not have been, nor for longer', () => {
    const random = randomFrom(7);
    const between = (least: number, most: number) => Math.round(least + random() * (most - least));
    let warned = 0;
    for (let round = 0; round < 80; round++) {
      // Some windows are shorter than the threshold.
      const settings = settingsOf({ voiceMs: between(200, 4000), voiceWithinMs: between(500, 8000) });
      const talk = Array.from({ length: 40 }, (_, i) => ({
        isSpeech: i % 2 === 0,
        tenths: between(1, random() < 0.2 ? 150 : 50),
      }));
      const widenBy = 1 + random() * (random() < 0.3 ? 9 : 2);
      const without = heardIn(talk, settings, null);
      const within = heardIn(talk, settings, { widenBy });
      warned += within.length;
      const covers = within.map(({ startAt, endAt }) =>
        without.find((other) => other.startAt <= startAt && endAt! <= other.endAt!),
      );
      // Each has one of its own, so that there are no more of them either.
      expect(covers, JSON.stringify({ round, widenBy })).not.toContain(undefined);
      expect(new Set(covers).size).toBe(within.length);
    }
    expect(warned).toBeGreaterThan(50);
  });
});

/** Repeatable randomness (mulberry32), so that a failure can be looked at again. */
const randomFrom = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};
