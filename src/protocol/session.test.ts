import { describe, expect, it } from 'vitest';
import {
  breakEndsAt,
  breaksOf,
  type Clock,
  endsAt,
  initialSession,
  isOver,
  isRecordingPhase,
  type Phase,
  phases,
  type Plan,
  reduce,
  type SessionEvent,
  type SessionEventType,
  type SessionState,
} from './session.ts';

const plan: Plan = {
  mode: 'online',
  identification: 'passport',
  durationMs: 60_000,
  examEndsAt: null,
  graceMs: 2000,
  returnWindowMs: 300_000,
  launchedByLms: false,
  breaks: { count: 1, minutes: 1 },
};
const clock: Clock = { startedAt: 1000, stoodStillMs: 0, extraMs: 0 };

const states: Record<Phase, SessionState> = {
  created: { phase: 'created' },
  consented: { phase: 'consented' },
  checked: { phase: 'checked' },
  identified: { phase: 'identified' },
  awaiting_admission: { phase: 'awaiting_admission', since: 500 },
  running: { phase: 'running', clock },
  paused: { phase: 'paused', clock, since: 5000 },
  interrupted: { phase: 'interrupted', clock, since: 5000, from: 'running', pausedSince: null },
  finishing: { phase: 'finishing', clock, endedAt: 9000, reason: 'by_student' },
  closed: { phase: 'closed', clock, endedAt: 9000, reason: 'timeout' },
};

const at = 10_000;
const events: Record<SessionEventType, SessionEvent> = {
  consent: { type: 'consent', at },
  check_passed: { type: 'check_passed', at },
  photos_sent: { type: 'photos_sent', at },
  retake_asked: { type: 'retake_asked', at },
  begin: { type: 'begin', at },
  admitted: { type: 'admitted', at },
  refused: { type: 'refused', at },
  paused: { type: 'paused', at },
  resumed: { type: 'resumed', at },
  extended: { type: 'extended', at, extraMs: 3000 },
  silence: { type: 'silence', at },
  contact: { type: 'contact', at },
  return_window_over: { type: 'return_window_over', at },
  finish: { type: 'finish', at, reason: 'by_proctor' },
  drained: { type: 'drained', at },
  reopened: { type: 'reopened', at },
  cancelled: { type: 'cancelled', at },
  break_begun: { type: 'break_begun', at },
  break_over: { type: 'break_over', at },
};

/** What each event leads to: a phase, `same` = nothing changes, `-` = refused. Columns as in `columns`. */
const columns = Object.keys(events) as SessionEventType[];
const table: Record<Phase, string> = {
  // consent check photos retake begin admitted refused paused resumed extended silence contact window finish drained reopened cancelled break_begun break_over
  created: 'consented - - - - - - - - - - - - - - - closed - -',
  consented: 'same checked - - - - - - - - - - - - - - closed - -',
  checked: 'same same identified - - - - - - - - - - - - - closed - -',
  identified: 'same same same - awaiting_admission - - - - - - - - - - - closed - -',
  awaiting_admission: '- same - checked same running closed - - - - - - - - - closed - -',
  running: '- same - - same same - paused - running interrupted same - finishing - - closed paused same',
  paused: '- same - - same - - same running paused interrupted same - finishing - - closed same same',
  interrupted:
    '- running - - running - - - - interrupted same running closed finishing - - closed interrupted same',
  finishing: '- - - - - - - - - - same same - same closed - - - -',
  closed: '- - - - - - - - - - same - - same same running same - -',
};

describe('reduce', () => {
  for (const phase of phases) {
    const outcomes = table[phase].split(' ');
    it.each(columns.map((type, index) => ({ type, outcome: outcomes[index] })))(
      `${phase}: $type → $outcome`,
      ({ type, outcome }) => {
        const before = states[phase];
        const frozen: unknown = JSON.parse(JSON.stringify(before));
        const after = reduce(before, events[type], plan);
        expect(before).toEqual(frozen);
        if (outcome === 'same') expect(after).toBe(before);
        else if (outcome === '-') expect(after).toBeNull();
        else expect(after?.phase).toBe(outcome);
      },
    );
  }

  it('skips photos and admission where the exam asks for neither', () => {
    const quick: Plan = { ...plan, mode: 'offline', identification: 'skip' };
    let state: SessionState = initialSession;
    for (const type of ['consent', 'check_passed', 'begin'] as const) {
      state = reduce(state, events[type], quick)!;
    }
    expect(state).toEqual({ phase: 'running', clock: { startedAt: at, stoodStillMs: 0, extraMs: 0 } });
  });

  it('never asks for a photo again where none was asked for', () => {
    expect(
      reduce(states.awaiting_admission, events.retake_asked, { ...plan, identification: 'skip' }),
    ).toBeNull();
  });

  it('gives a pause back, also when silence fell into it', () => {
    const paused = states.paused;
    expect(reduce(paused, events.resumed, plan)).toEqual({
      phase: 'running',
      clock: { ...clock, stoodStillMs: 5000 },
    });
    const silent = reduce(paused, { type: 'silence', at: 7000 }, plan)!;
    expect(reduce(silent, { type: 'contact', at: 8000 }, plan)).toEqual(paused);
    const given = { clock: { ...clock, stoodStillMs: 5000 } };
    expect(reduce(paused, events.finish, plan)).toMatchObject(given);
    expect(reduce(silent, events.finish, plan)).toMatchObject(given);
    expect(reduce(silent, events.cancelled, plan)).toMatchObject(given);
  });

  it('counts apart how long the quiz was hidden', () => {
    const hidden = reduce(states.running, { type: 'paused', at: 5000, curtain: true }, plan)!;
    const given = { clock: { ...clock, stoodStillMs: 5000, hiddenMs: 5000 } };
    expect(reduce(hidden, events.resumed, plan)).toEqual({ phase: 'running', ...given });
    const silent = reduce(hidden, { type: 'silence', at: 7000 }, plan)!;
    expect(reduce(silent, { type: 'contact', at: 8000 }, plan)).toEqual(hidden);
    expect(reduce(silent, events.finish, plan)).toMatchObject(given);
    const again = reduce(reduce(hidden, events.resumed, plan)!, { ...events.paused, at: 20_000 }, plan)!;
    expect(reduce(again, { type: 'resumed', at: 21_000 }, plan)).toEqual({
      phase: 'running',
      clock: { ...clock, stoodStillMs: 6000, hiddenMs: 5000 },
    });
  });

  describe('a break', () => {
    const minute = 60_000;
    const onBreak = reduce(states.running, { type: 'break_begun', at: 5000 }, plan)!;
    const taken = { ...clock, breaksTaken: 1 };
    const given = (ms: number) => ({ ...taken, stoodStillMs: ms, hiddenMs: ms });
    const givenWhole = { ...given(minute), lastBreak: { from: 5000, to: 5000 + minute } };

    it('hides the quiz, stops the clock and gives the time back', () => {
      expect(onBreak).toEqual({
        phase: 'paused',
        clock: taken,
        since: 5000,
        curtain: true,
        breakEndsAt: 5000 + minute,
      });
      expect(breaksOf(states.running, plan)).toEqual({ left: 1, minutes: 1, endsAt: null });
      expect(breaksOf(onBreak, plan)).toEqual({ left: 0, minutes: 1, endsAt: 5000 + minute });
      expect(reduce(onBreak, { type: 'break_over', at: 25_000 }, plan)).toEqual({
        phase: 'running',
        clock: given(20_000),
      });
    });

    it('gives back no more than was granted, however late its end is heard of', () => {
      const over = { phase: 'running', clock: givenWhole };
      expect(reduce(onBreak, { type: 'break_over', at: 500_000 }, plan)).toEqual(over);
      expect(endsAt(onBreak, plan, 500_000)).toBe(1000 + minute + minute);
      expect(reduce(onBreak, { ...events.finish, at: 500_000 }, plan)).toMatchObject({
        clock: given(minute),
      });
    });

    it('is granted so many times and to nobody else', () => {
      const back = reduce(onBreak, { type: 'break_over', at: 6000 }, plan)!;
      expect(reduce(back, events.break_begun, plan)).toBeNull();
      expect(reduce(states.running, events.break_begun, { ...plan, breaks: undefined })).toBeNull();
      expect(breaksOf(states.running, { ...plan, breaks: undefined })).toBeNull();
      expect(reduce(onBreak, events.break_begun, plan)).toBe(onBreak);
    });

    it('is the student’s: a proctor can turn it into a pause, not end it', () => {
      expect(reduce(onBreak, events.resumed, plan)).toBeNull();
      const paused = reduce(onBreak, events.paused, plan)!;
      expect(paused).toEqual({ phase: 'paused', clock: given(5000), since: at });
      expect(reduce(paused, events.break_over, plan)).toBe(paused);
    });

    it('outlives silence; absence counts from its end on', () => {
      const silent = reduce(onBreak, { type: 'silence', at: 7000 }, plan)!;
      expect(breakEndsAt(silent)).toBe(5000 + minute);
      expect(reduce(silent, { type: 'contact', at: 8000 }, plan)).toEqual(onBreak);
      expect(reduce(silent, { type: 'break_over', at: 65_000 }, plan)).toEqual({
        phase: 'interrupted',
        clock: givenWhole,
        since: 65_000,
        from: 'running',
        pausedSince: null,
      });
    });

    it('gives back no more than was taken, where its end is heard of after its time was up', () => {
      const up = reduce(onBreak, { type: 'break_over', at: 65_000 }, plan)!;
      const silent = reduce(up, { type: 'silence', at: 66_000 }, plan)!;
      for (const since of [up, silent, reduce(up, { type: 'paused', at: 70_000 }, plan)!]) {
        for (const at of [4999, 65_000]) expect(reduce(since, { type: 'break_over', at }, plan)).toBe(since);
        const shorter = reduce(since, { type: 'break_over', at: 25_000 }, plan)!;
        expect(shorter).toEqual({ ...since, clock: given(20_000) });
        // Once.
        expect(reduce(shorter, { type: 'break_over', at: 25_000 }, plan)).toBe(shorter);
      }
    });

    it('counts from when it was taken, told by a machine that was off line', () => {
      const silent = reduce(states.running, { type: 'silence', at: 4000 }, plan)!;
      const begun = reduce(silent, { type: 'break_begun', at: 5000 }, plan)!;
      expect(begun).toMatchObject({ phase: 'interrupted', since: 4000, pausedSince: 5000, clock: taken });
      const over = reduce(begun, { type: 'break_over', at: 15_000 }, plan)!;
      expect(reduce(over, { type: 'contact', at: 20_000 }, plan)).toEqual({
        phase: 'running',
        clock: given(10_000),
      });
    });
  });

  it('closes after the return window as of the moment the student was gone', () => {
    expect(reduce(states.interrupted, events.return_window_over, plan)).toEqual({
      phase: 'closed',
      clock,
      endedAt: 5000,
      reason: 'timeout',
    });
  });

  it('keeps the reason of the first finish and the moment of it', () => {
    const finishing = reduce(states.running, { type: 'finish', at: 8000, reason: 'by_lms' }, plan)!;
    expect(reduce(finishing, events.finish, plan)).toBe(finishing);
    expect(reduce(finishing, events.drained, plan)).toEqual({
      phase: 'closed',
      clock,
      endedAt: 8000,
      reason: 'by_lms',
    });
  });

  it('gives back the time a session stood closed, and never reopens one that did not run', () => {
    expect(reduce(states.closed, events.reopened, plan)).toEqual({
      phase: 'running',
      clock: { ...clock, stoodStillMs: 1000 },
    });
    const refused = reduce(states.awaiting_admission, events.refused, plan)!;
    expect(reduce(refused, events.reopened, plan)).toBeNull();
  });
});

describe('endsAt', () => {
  it('is unknown before the exam runs', () => {
    expect(endsAt(states.identified, plan, at)).toBeNull();
    expect(endsAt(states.awaiting_admission, plan, at)).toBeNull();
  });

  it('is start + duration + time given back, but not after the slot', () => {
    expect(endsAt(states.running, plan, at)).toBe(61_000);
    const longer: SessionState = {
      phase: 'running',
      clock: { startedAt: 1000, stoodStillMs: 500, extraMs: 3000 },
    };
    expect(endsAt(longer, plan, at)).toBe(64_500);
    expect(endsAt(states.running, { ...plan, examEndsAt: 30_000 }, at)).toBe(30_000);
    expect(endsAt(longer, { ...plan, examEndsAt: 30_000 }, at)).toBe(33_500);
  });

  it('moves on with the clock while paused, also in silence', () => {
    expect(endsAt(states.paused, plan, 6000)).toBe(62_000);
    expect(endsAt(states.paused, plan, 9000)).toBe(65_000);
    const silent = reduce(states.paused, { type: 'silence', at: 6000 }, plan)!;
    expect(endsAt(silent, plan, 9000)).toBe(65_000);
    expect(endsAt(states.interrupted, plan, 9000)).toBe(61_000);
  });
});

describe('phases', () => {
  it('record exactly while the exam is on', () => {
    expect(phases.filter(isRecordingPhase)).toEqual(['running', 'paused', 'interrupted']);
    expect(phases.filter(isOver)).toEqual(['finishing', 'closed']);
  });
});
