import { describe, expect, it } from 'vitest';
import { ruleDefaults } from '../../protocol/rules.ts';
import type { Warning } from '../../protocol/warnings.ts';
import { Emitter } from '../emitter.ts';
import type { Sources } from './detector.ts';
import { monitor } from './monitor.ts';

const detection = { noUserMs: 5000, extraUserMs: 2000, windowChangeMs: 1000 };
const face = { score: 0.9, x: 0, y: 0, width: 1, height: 1 };

function start(rules: Partial<Record<keyof typeof ruleDefaults, boolean>> = {}) {
  const sources: Sources = { faces: new Emitter(), focus: new Emitter() };
  const warnings: Warning[] = [];
  const life = new AbortController();
  let now = 0;
  monitor({
    session: { rules: { ...ruleDefaults, custom_rules: '', ...rules }, detection },
    sources,
    now: () => now,
    onWarning: (warning) => warnings.push(warning),
    signal: life.signal,
  });
  /** Shows so many faces for a while, four times a second. */
  const show = (count: number, ms: number) => {
    for (const end = now + ms; now < end; now += 250) {
      sources.faces.emit({ at: now, faces: Array.from({ length: count }, () => face) });
    }
  };
  return { sources, warnings, life, show, at: () => now };
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
    const { warnings, show } = start({ [rule]: true });
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
      const lenient = start({ [rule]: true });
      leave(lenient);
      expect(lenient.warnings).toEqual([]);
    }
  });
});
