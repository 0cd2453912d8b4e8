import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { examSettings } from './exam-settings.ts';
import { type ScoredWarning, scoreOf, verdictByScore } from './score.ts';
import { isTechnical, warningTypes } from './warnings.ts';

const settings = (mode: 'auto' | 'offline' = 'offline', weights = {}) =>
  v.parse(examSettings, { mode, scoreConfig: weights });
const offline = settings();
const auto = settings('auto');

const confirmed = (over: Partial<ScoredWarning> = {}): ScoredWarning => ({
  type: 'no_user_in_frame',
  startAt: 0,
  endAt: 10_000,
  source: 'ai',
  confidence: 0.8,
  judgement: 'confirmed',
  ...over,
});
const unjudged = (over: Partial<ScoredWarning> = {}) => confirmed({ judgement: null, ...over });
const score = (warnings: ScoredWarning[], how = offline) => scoreOf(warnings, how).score;

/** Repeatable randomness (mulberry32), so that a failure can be looked at again. */
function dice(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
function anyWarning(next: () => number): ScoredWarning {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const startAt = next() * 3_600_000;
  return {
    type: pick(warningTypes),
    startAt,
    endAt: next() < 0.1 ? null : startAt + next() * 200_000,
    source: pick(['ai', 'system', 'human'] as const),
    confidence: next() < 0.2 ? null : next(),
    judgement: pick(['confirmed', 'dismissed', null] as const),
  };
}

describe('the score, over a thousand random sessions', () => {
  const next = dice(4711);
  const sessions = Array.from({ length: 1000 }, () => ({
    how: next() < 0.5 ? auto : offline,
    warnings: Array.from({ length: Math.floor(next() * 12) }, () => anyWarning(next)),
  }));

  it('is a whole number from 0 to 100', () => {
    const scores = sessions.map(({ warnings, how }) => score(warnings, how));
    expect(scores.filter((one) => !Number.isInteger(one) || one < 0 || one > 100)).toEqual([]);
    expect(new Set(scores).size).toBeGreaterThan(20);
  });

  it('never falls when a confirmed warning is added or grows longer', () => {
    for (const { warnings, how } of sessions) {
      const added = { ...anyWarning(next), judgement: 'confirmed' as const };
      const longer = { ...added, endAt: (added.endAt ?? added.startAt) + 30_000 };
      expect(score([...warnings, added], how)).toBeGreaterThanOrEqual(score(warnings, how));
      expect(score([...warnings, longer], how)).toBeGreaterThanOrEqual(score([...warnings, added], how));
    }
  });

  it('is the sum of its parts, up to 100, in whatever order the warnings come', () => {
    for (const { warnings, how } of sessions) {
      const whole = scoreOf(warnings, how);
      const sum = whole.parts.reduce((total, { points }) => total + points, 0);
      expect(whole.score).toBe(Math.min(100, Math.round(sum)));
      expect(scoreOf([...warnings].reverse(), how).score).toBe(whole.score);
    }
  });

  it('is moved by no technical fault and by nothing that was dismissed', () => {
    for (const { warnings, how } of sessions) {
      const counting = warnings.filter(
        ({ type, judgement }) => !isTechnical(type) && judgement !== 'dismissed',
      );
      expect(score(counting, how)).toBe(score(warnings, how));
    }
  });
});

describe('what counts', () => {
  it('is what a person confirmed, in full', () => {
    expect(score([confirmed()])).toBe(13);
    expect(scoreOf([confirmed(), confirmed()], offline).parts).toEqual([
      { type: 'no_user_in_frame', weight: 2, count: 2, seconds: 20, points: expect.closeTo(26.67, 2) },
    ]);
  });

  it('is what a person saw', () => {
    expect(score([unjudged({ source: 'human', type: 'phone', confidence: null })])).toBe(7);
  });

  it('is what nobody judged by its confidence in the mode auto, and not at all elsewhere', () => {
    expect(score([unjudged()])).toBe(0);
    expect(score([unjudged({ confidence: 0.5 })], auto)).toBe(7);
    expect(
      score(
        [unjudged({ type: 'change_active_window_on_computer', source: 'system', confidence: null })],
        auto,
      ),
    ).toBe(7);
    expect(score([confirmed({ confidence: 0.5 })], auto)).toBe(13);
  });

  it('is no estimate that does not say how sure it is', () => {
    expect(score([unjudged({ confidence: null })], auto)).toBe(0);
    expect(score([confirmed({ confidence: null })], auto)).toBe(13);
  });

  it('is nothing that the rules allow', () => {
    const relaxed = v.parse(examSettings, { rules: { allow_absence_in_frame: true } });
    expect(score([confirmed()], relaxed)).toBe(0);
  });

  it('is weighed by the exam', () => {
    expect(score([confirmed({ type: 'phone' })], settings('offline', { phone: 10 }))).toBe(67);
    expect(score([confirmed({ type: 'phone' })], settings('offline', { phone: 0 }))).toBe(0);
    expect(score([confirmed({ type: 'books', endAt: 0 })])).toBe(5);
    expect(score([confirmed({ type: 'cheater', endAt: 0 })])).toBe(50);
  });

  it('has no length whose end was never reported', () => {
    expect(score([confirmed({ endAt: null })])).toBe(10);
  });
});

describe('verdictByScore', () => {
  const of = (value: number) => verdictByScore({ ...scoreOf([], offline), score: value });
  it.each([
    [0, 'accepted'],
    [60, 'accepted'],
    [61, 'unknown'],
    [80, 'unknown'],
    [81, 'rejected'],
  ])('%i is %s', (value, verdict) => expect(of(value)).toBe(verdict));
});
