import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { examSettings } from '../../protocol/exam-settings.ts';
import { type Attempt, examState, opensAt } from './exam-state.ts';

const minute = 60_000;
const startsAt = 1_800_000_000_000;
const settings = v.parse(examSettings, { startsAt, endsAt: startsAt + 90 * minute, opensBeforeMinutes: 10 });
const attempt = (phase: Attempt['phase'], more: Partial<Attempt> = {}): Attempt => ({
  phase,
  closeReason: phase === 'closed' ? 'by_student' : null,
  startedAt: startsAt,
  ...more,
});
const at = (minutes: number, ...attempts: Attempt[]) =>
  examState(settings, attempts, startsAt + minutes * minute);

test('it opens before its slot and is missed after it', () => {
  expect(opensAt(settings)).toBe(startsAt - 10 * minute);
  expect([at(-10.01), at(-10), at(0), at(89), at(90)]).toEqual([
    'upcoming',
    'open',
    'open',
    'open',
    'missed',
  ]);
});

test('without dates it is always open', () => {
  expect(examState(v.parse(examSettings, {}), [], 0)).toBe('open');
});

describe('with attempts', () => {
  test('one under way can be gone on with, even after the slot', () => {
    expect(at(5, attempt('running'))).toBe('running');
    expect(at(200, attempt('interrupted'))).toBe('running');
  });
  test('one that never ran can be gone on with only while the exam is open', () => {
    const waiting = attempt('identified', { startedAt: null });
    expect([at(5, waiting), at(91, waiting)]).toEqual(['running', 'missed']);
  });
  test('what is being saved is finished', () => expect(at(5, attempt('finishing'))).toBe('finished'));
  test('a trial can be repeated', () => {
    expect(examState({ ...settings, trial: true }, [attempt('closed')], startsAt)).toBe('open');
  });
  test('one given up before it ran costs nothing', () => {
    expect(at(5, attempt('closed', { closeReason: 'cancelled', startedAt: null }))).toBe('open');
    expect(at(5, attempt('closed', { closeReason: 'refused', startedAt: null }))).toBe('finished');
  });
  test('more attempts may be allowed', () => {
    const twice = { ...settings, attemptsAllowed: 2 };
    expect(examState(twice, [attempt('closed')], startsAt)).toBe('open');
    expect(examState(twice, [attempt('closed')], startsAt + 100 * minute)).toBe('finished');
    expect(examState(twice, [attempt('closed'), attempt('running')], startsAt)).toBe('running');
    expect(examState(twice, [attempt('closed'), attempt('closed')], startsAt)).toBe('finished');
  });
});
