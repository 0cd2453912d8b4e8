import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { rules } from './rules.ts';
import {
  detectableTypes,
  isAllowedBy,
  isHumanOnly,
  isHumanOnlyScore,
  isTechnical,
  scoreKeyOf,
  warningTypes,
} from './warnings.ts';

const strict = v.parse(rules, {});
const allowing = (...ids: string[]) => v.parse(rules, Object.fromEntries(ids.map((id) => [id, true])));

describe('isAllowedBy', () => {
  it('lets nothing pass by default', () => {
    expect(warningTypes.filter((type) => isAllowedBy(type, strict))).toEqual([]);
  });

  it.each([
    ['no_user_in_frame', 'allow_absence_in_frame'],
    ['extra_user_in_frame', 'allow_to_use_human_assistant'],
    ['change_active_window_on_computer', 'allow_to_use_websites'],
    ['change_active_window_on_computer', 'allow_to_use_excel'],
    ['voice_detected', 'allow_voices'],
    ['talk', 'allow_voices'],
    ['books', 'allow_to_use_books'],
    ['avert_eyes', 'allow_wrong_gaze_direction'],
  ] as const)('%s passes with %s', (type, rule) => {
    expect(isAllowedBy(type, allowing(rule))).toBe(true);
  });

  it('has no rule that allows another person in the seat', () => {
    const everything = allowing(...Object.keys(strict).filter((key) => key !== 'custom_rules'));
    expect(isAllowedBy('substitution_user', everything)).toBe(false);
  });
});

describe('what only people find', () => {
  it('is everything that is neither a fault nor looked for by a machine', () => {
    expect(detectableTypes).toEqual([
      'extra_user_in_frame',
      'no_user_in_frame',
      'avert_eyes',
      'change_active_window_on_computer',
      'voice_detected',
      'extra_display',
    ]);
    expect(warningTypes.filter((type) => isHumanOnly(type) && isTechnical(type))).toEqual([]);
    expect(['phone', 'user_replaced', 'forbidden_device'].every(isHumanOnlyScore)).toBe(true);
    expect(['voice', 'look_away', 'cheater_level'].some(isHumanOnlyScore)).toBe(false);
  });
});

describe('technical warnings', () => {
  it('never score', () => {
    expect(warningTypes).toHaveLength(23);
    expect(warningTypes.filter((type) => isTechnical(type) && scoreKeyOf(type))).toEqual([]);
  });
});
