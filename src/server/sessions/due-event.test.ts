import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { examSettings } from '../../protocol/exam-settings.ts';
import type { SessionState } from '../../protocol/session.ts';
import { dueEvent } from './due-event.ts';
import { planOf } from './plan.ts';

const minute = 60_000;
const clock = { startedAt: 0, stoodStillMs: 0, extraMs: 0 };
const running: SessionState = { phase: 'running', clock };

function due(
  state: SessionState,
  now: number,
  more: { lastContactAt?: number | null; upSince?: number; launched?: boolean; fallback?: 'reschedule' } = {},
) {
  const settings = v.parse(examSettings, {
    durationMinutes: 60,
    graceMinutes: 2,
    ...(more.fallback ? { admissionFallback: more.fallback } : {}),
  });
  const plan = { ...planOf(settings), launchedByLms: more.launched ?? false };
  const lastContactAt = more.lastContactAt === undefined ? now : more.lastContactAt;
  return dueEvent({ state, plan, settings, lastContactAt }, now, more.upSince ?? 0)?.event ?? null;
}

describe('dueEvent', () => {
  it('leaves alone a session that is heard from and has time', () => {
    expect(due(running, 30 * minute)).toBeNull();
    expect(due({ phase: 'identified' }, 1e12, { lastContactAt: 0 })).toBeNull();
    expect(
      due({ phase: 'closed', clock, endedAt: 0, reason: 'timeout' }, 1e12, { lastContactAt: 0 }),
    ).toBeNull();
  });

  it('takes more than 20 s of silence for an interruption, since it was last heard from', () => {
    expect(due(running, 120_000, { lastContactAt: 100_000 })).toBeNull();
    expect(due(running, 120_001, { lastContactAt: 100_000 })).toEqual({ type: 'silence', at: 100_000 });
  });

  it('closes after the return window', () => {
    const state: SessionState = {
      phase: 'interrupted',
      clock,
      since: 100_000,
      from: 'running',
      pausedSince: null,
    };
    expect(due(state, 100_000 + 5 * minute)).toBeNull();
    expect(due(state, 100_001 + 5 * minute)).toMatchObject({ type: 'return_window_over' });
  });

  it('never counts the time in which the server itself was away', () => {
    const upSince = 50 * minute;
    expect(due(running, upSince + 20_000, { lastContactAt: minute, upSince })).toBeNull();
    const gone: SessionState = { phase: 'interrupted', clock, since: 0, from: 'running', pausedSince: null };
    expect(due(gone, upSince + 5 * minute, { upSince })).toBeNull();
    expect(due(gone, upSince + 5 * minute + 1, { upSince })).toMatchObject({ type: 'return_window_over' });
  });

  it('ends our own exams at their end and grace, but none that an LMS launched', () => {
    const end = 62 * minute;
    expect(due(running, end - 1)).toBeNull();
    expect(due(running, end)).toEqual({ type: 'finish', at: end, reason: 'time_up' });
    expect(due(running, end + 5000)).toEqual({ type: 'finish', at: end, reason: 'time_up' });
    expect(due(running, end, { launched: true })).toBeNull();
  });

  it('never ends an exam whose clock stands still', () => {
    expect(due({ phase: 'paused', clock, since: 59 * minute }, 300 * minute)).toBeNull();
  });

  it('stops waiting for the rest after ten silent minutes', () => {
    const state: SessionState = { phase: 'finishing', clock, endedAt: minute, reason: 'by_student' };
    expect(due(state, 11 * minute, { lastContactAt: null })).toBeNull();
    expect(due(state, 11 * minute + 1, { lastContactAt: null })).toMatchObject({ type: 'drained' });
    expect(due(state, 20 * minute, { lastContactAt: 15 * minute })).toBeNull();
  });

  it('lets in who waited long and is there, or puts the exam off', () => {
    const state: SessionState = { phase: 'awaiting_admission', since: 0 };
    expect(due(state, 10 * minute - 1)).toBeNull();
    expect(due(state, 10 * minute)).toMatchObject({ type: 'admitted' });
    expect(due(state, 10 * minute, { lastContactAt: 9 * minute })).toBeNull();
    expect(due(state, 10 * minute, { lastContactAt: null, fallback: 'reschedule' })).toMatchObject({
      type: 'cancelled',
    });
  });
});
