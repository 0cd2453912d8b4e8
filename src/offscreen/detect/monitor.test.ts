import { describe, expect, it } from 'vitest';
import type { Advice } from '../../protocol/view-port.ts';
import type { Warning } from '../../protocol/warnings.ts';
import { monitor } from './monitor.ts';
import { planOf } from './plan-for-tests.ts';
import { makeSources } from './sources.ts';

const face = { score: 0.9, x: 0, y: 0, width: 1, height: 1, luma: 120 };

function start(settings: Parameters<typeof planOf>[0] = {}) {
  const sources = makeSources();
  const warnings: Warning[] = [];
  const advised: [Advice, number | null][] = [];
  const life = new AbortController();
  let now = 0;
  monitor({
    plan: planOf(settings),
    sources,
    now: () => now,
    onWarning: (warning) => warnings.push(warning),
    onAdvice: (...advice) => advised.push(advice),
    signal: life.signal,
  });
  /** Shows so many faces for a while, four times a second. */
  const show = (count: number, ms: number) => {
    for (const end = now + ms; now < end; now += 250) {
      sources.faces.emit({ at: now, faces: Array.from({ length: count }, () => face), doubt: 0 });
    }
  };
  const sleep = (ms: number) => void (now += ms);
  return { sources, warnings, advised, life, show, sleep, at: () => now };
}

describe('monitor', () => {
  it('warns of an absence when it began, and again when it ended, under one id', () => {
    const { warnings, show } = start();
    show(1, 3000);
    show(0, 8000);
    show(1, 3000);
    expect(warnings).toMatchObject([
      { type: 'no_user_in_frame', startAt: 3000, endAt: null, source: 'ai', reason: 'faces=0' },
      { type: 'no_user_in_frame', startAt: 3000, endAt: 11_000, reason: 'faces=0' },
    ]);
    expect(warnings[0]!.id).toBe(warnings[1]!.id);
  });

  it('gives the next one another id', () => {
    const { warnings, show } = start();
    for (let i = 0; i < 2; i++) {
      show(2, 3000);
      show(1, 3000);
    }
    expect(warnings.map(({ type }) => type)).toEqual(Array(4).fill('extra_user_in_frame'));
    expect(new Set(warnings.map(({ id }) => id)).size).toBe(2);
  });

  it('ends a warning when the camera dies, instead of counting on', () => {
    const { warnings, show, sources, at } = start();
    show(0, 6000);
    sources.faces.emit({ at: at(), faces: null });
    expect(warnings.at(-1)).toMatchObject({ endAt: 6000 });
  });

  it.each([
    ['came before', 1],
    ['is there still', 0],
  ])('holds nothing against the student of a time when nobody looked, whoever %s', (_, faces) => {
    const { warnings, show, sleep } = start();
    show(1, 3000);
    show(0, 1000);
    // The lid was closed, or the camera stood still.
    sleep(60_000);
    show(faces, 3000);
    expect(warnings).toEqual([]);
  });

  it('ends a warning where it was last seen, when nobody looked for a while', () => {
    const { warnings, show, sleep, at } = start();
    show(0, 6000);
    sleep(60_000);
    const awakeAt = at();
    show(0, 6000);
    expect(warnings).toMatchObject([
      { startAt: 0, endAt: null },
      { startAt: 0, endAt: 5750 },
      { startAt: awakeAt, endAt: null },
    ]);
  });

  it('ends a warning where it was last seen, when the exam stops after such a while', () => {
    const { warnings, show, sleep, life } = start();
    show(0, 6000);
    sleep(60_000);
    life.abort();
    expect(warnings.at(-1)).toMatchObject({ startAt: 0, endAt: 5750 });
  });

  it('ends what lasts when the exam ends', () => {
    const { warnings, show, life } = start();
    show(0, 6000);
    life.abort();
    expect(warnings.at(-1)).toMatchObject({ type: 'no_user_in_frame', endAt: 6000 });
    show(0, 6000);
    expect(warnings).toHaveLength(2);
  });

  it.each([
    ['allow_absence_in_frame', 0],
    ['allow_to_use_human_assistant', 2],
  ] as const)('%s switches its warning off', (rule, faces) => {
    const { warnings, show } = start({ rules: { [rule]: true } });
    show(faces, 10_000);
    expect(warnings).toEqual([]);
  });

  it('warns of another window, unless the rules allow one', () => {
    const leave = ({ sources }: ReturnType<typeof start>) => {
      for (const at of [0, 500, 1000]) sources.focus.emit({ at, isAway: true });
      sources.focus.emit({ at: 3000, isAway: false });
    };
    const strict = start();
    leave(strict);
    expect(strict.warnings).toMatchObject([
      { type: 'change_active_window_on_computer', startAt: 0, endAt: null, source: 'system' },
      { type: 'change_active_window_on_computer', startAt: 0, endAt: 3000 },
    ]);
    for (const rule of ['allow_to_use_websites', 'allow_to_use_messengers', 'allow_to_use_excel'] as const) {
      const lenient = start({ rules: { [rule]: true } });
      leave(lenient);
      expect(lenient.warnings).toEqual([]);
    }
  });

  it('advises from half of the threshold on, and only that where it passes', () => {
    const { warnings, advised, show } = start();
    show(1, 3000);
    show(0, 4000);
    show(1, 3000);
    expect(advised).toEqual([
      ['not_in_frame', 3000],
      ['not_in_frame', null],
    ]);
    expect(warnings).toEqual([]);
  });

  it('advises first at the slowest pace, too, where the threshold is over before anything is known', () => {
    const { sources, warnings, advised } = start();
    const look = (at: number) => sources.faces.emit({ at, faces: [face, face], doubt: 0 });
    for (const at of [0, 1000, 2000]) look(at);
    expect([advised, warnings]).toEqual([[['someone_else', 0]], []]);
    look(3000);
    expect(warnings).toMatchObject([{ type: 'extra_user_in_frame', startAt: 0 }]);
  });

  it('goes on advising while the warning lasts', () => {
    const { advised, show } = start();
    show(0, 9000);
    expect(advised.at(-1)).toEqual(['not_in_frame', 0]);
    show(1, 1000);
    expect(advised.at(-1)).toEqual(['not_in_frame', null]);
  });

  it('records what the student is not to see, and gives no advice on it', () => {
    const { warnings, advised, show } = start({ visibleWarnings: { no_user_in_frame: false } });
    show(0, 9000);
    expect(warnings).toMatchObject([{ type: 'no_user_in_frame' }]);
    expect(advised).toEqual([]);
  });

  it('does not look for what an accommodation switched off', () => {
    const { warnings, advised, show } = start({ disabledDetectors: ['no_user_in_frame'] });
    show(0, 9000);
    expect([warnings, advised]).toEqual([[], []]);
  });
});
