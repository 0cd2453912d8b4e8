import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { examSettings, lmsTarget, photosFor } from './exam-settings.ts';
import { ruleDefaults } from './rules.ts';

describe('examSettings', () => {
  it('fills every missing value', () => {
    const settings = v.parse(examSettings, {});
    expect(settings).toMatchObject({
      mode: 'offline',
      identification: 'passport',
      durationMinutes: 60,
      opensBeforeMinutes: 10,
      returnWindowMinutes: 5,
      attemptsAllowed: 1,
      softChecks: [],
      scoreConfig: { cheater_level: 80, absent_user: 2, look_away: 1.5, phone: 1 },
    });
    expect(settings.rules).toEqual({ ...ruleDefaults, custom_rules: '' });
    expect(Object.values(settings.visibleWarnings)).toEqual(Array(8).fill(true));
  });

  it('fills the rest of a group that is given in part', () => {
    const { rules } = v.parse(examSettings, { rules: { allow_to_use_books: true } });
    expect(rules).toEqual({ ...ruleDefaults, allow_to_use_books: true, custom_rules: '' });
  });

  it.each([
    [{ mode: 'live' }],
    [{ durationMinutes: 0 }],
    [{ scoreConfig: { phone: 11 } }],
    [{ scoreConfig: { cheater_level: 0.5 } }],
    [{ attemptsAllowed: 0 }],
  ])('refuses %j', (input) => {
    expect(v.safeParse(examSettings, input).success).toBe(false);
  });
});

describe('lmsTarget', () => {
  it('opens nothing but http(s)', () => {
    const patterns = ['https://lms.example/*'];
    expect(v.safeParse(lmsTarget, { quizUrl: 'javascript:alert(1)', patterns }).success).toBe(false);
    expect(
      v.safeParse(lmsTarget, { quizUrl: 'https://lms.example/q', patterns: ['<all_urls>'] }).success,
    ).toBe(false);
    expect(v.safeParse(lmsTarget, { quizUrl: 'https://lms.example/q', patterns }).success).toBe(true);
  });
});

describe('photosFor', () => {
  it.each([
    ['skip', []],
    ['face', ['face']],
    ['passport', ['passport']],
    ['face_and_passport', ['face', 'passport']],
  ] as const)('%s', (identification, photos) => {
    expect(photosFor(identification)).toEqual(photos);
  });
});
