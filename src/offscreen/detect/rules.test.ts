import { describe, expect, it } from 'vitest';
import { type RuleId, ruleIds } from '../../protocol/rules.ts';
import type { Warning, WarningType } from '../../protocol/warnings.ts';
import { monitor } from './monitor.ts';
import { planOf } from './plan-for-tests.ts';
import { makeSources } from './sources.ts';

/** What each of the ten rules makes no warning of; the rest are judged by people alone. */
const spares: Record<RuleId, WarningType | null> = {
  allow_to_use_websites: 'change_active_window_on_computer',
  allow_to_use_messengers: 'change_active_window_on_computer',
  allow_to_use_excel: 'change_active_window_on_computer',
  allow_to_use_human_assistant: 'extra_user_in_frame',
  allow_absence_in_frame: 'no_user_in_frame',
  allow_voices: 'voice_detected',
  allow_wrong_gaze_direction: 'avert_eyes',
  // Looking down to them is not looking away.
  allow_to_use_books: 'avert_eyes',
  allow_to_use_paper: 'avert_eyes',
  allow_to_use_calculator: null,
};
const forbidden = Object.fromEntries(ruleIds.map((rule) => [rule, false])) as Record<RuleId, boolean>;

/** Everything at once that a rule could forgive, for half a minute: which warnings come of it. */
function misbehave(rules: Partial<Record<RuleId, boolean>>): WarningType[] {
  const told = new Set<WarningType>();
  const face = { score: 0.9, x: 0.4, y: 0.3, width: 0.2, height: 0.3, luma: 120 };
  for (const count of [0, 2]) {
    const sources = makeSources();
    monitor({
      plan: planOf({ rules: { ...forbidden, ...rules } }),
      sources,
      now: () => 30_000,
      onWarning: ({ type }: Warning) => told.add(type),
      onAdvice: () => undefined,
      signal: new AbortController().signal,
    });
    for (let at = 0; at < 30_000; at += 100) {
      sources.faces.emit({ at, faces: Array.from({ length: count }, () => face), doubt: 0 });
      sources.pose.emit({ at, pose: { yaw: 0, pitch: -35 } });
      sources.focus.emit({ at, isAway: true });
      sources.sound.emit({ at, heard: { level: 0.1, speech: 0.9 } });
    }
  }
  return [...told].toSorted();
}

const all = [...new Set(Object.values(spares))].filter((type) => type !== null).toSorted();

describe('the ten rules', () => {
  it('forbid everything that can be seen and heard, when none is given', () => {
    expect(misbehave({})).toEqual(all);
  });

  it.each(Object.entries(spares))('%s spares %s, and nothing else', (rule, spared) => {
    expect(misbehave({ [rule]: true })).toEqual(all.filter((type) => type !== spared));
  });
});
