import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { rules } from './rules.ts';
import { isAllowedBy, isTechnical, scoreKeyOf, warningTypes } from './warnings.ts';

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

describe('technical warnings', () => {
  it('never score', () => {
    expect(warningTypes).toHaveLength(23);
    expect(warningTypes.filter((type) => isTechnical(type) && scoreKeyOf(type))).toEqual([]);
  });
});
