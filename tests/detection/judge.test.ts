import { describe, expect, it } from 'vitest';
import { groupsOf, judge, thresholdMs, typesOf } from './judge.ts';
import type { SuiteCase, ToldWarning } from './suite-case.ts';

const empty: SuiteCase = { clip: 'empty', group: 'nobody', expected: ['no_user_in_frame'] };
const told = (type: ToldWarning['type'], toldAt: number): ToldWarning => ({ type, startAt: 0, toldAt });

describe('judge', () => {
  it('is content with what was expected, in time, and nothing else', () => {
    const result = judge(empty, 1000, [told('no_user_in_frame', 6800)]);
    expect(result).toMatchObject({ ok: true, delayS: 5.8, delaysS: { no_user_in_frame: 5.8 }, late: [] });
    expect(result).not.toHaveProperty('why');
  });

  it('names what was missed, raised for nothing, and late', () => {
    expect(judge(empty, 0, []).why).toBe('missed no_user_in_frame');
    expect(judge({ ...empty, expected: [] }, 0, [told('avert_eyes', 4000)]).why).toBe('false avert_eyes');
    expect(judge(empty, 0, [told('no_user_in_frame', 6100)])).toMatchObject({
      ok: false,
      late: ['no_user_in_frame'],
      why: 'no_user_in_frame after 6.1 s',
    });
  });

  it('adds the pauses of a sound to its threshold', () => {
    const spoken: SuiteCase = { clip: 'ru', group: 'speech', expected: ['voice_detected'] };
    expect(judge(spoken, 0, [told('voice_detected', 3100)], 700).ok).toBe(true);
    expect(judge(spoken, 0, [told('voice_detected', 3100)]).ok).toBe(false);
  });
});

describe('thresholdMs', () => {
  it('is of the case: its settings, and which fault of a camera it shows', () => {
    expect(thresholdMs('camera_no_picture')).toBe(5000);
    expect(thresholdMs('camera_no_picture', { fault: 'frozen' })).toBe(10_000);
    expect(thresholdMs('mic_no_sound', { settings: { micSilenceMs: 5000 } })).toBe(5000);
    expect(() => thresholdMs('phone')).toThrow('no case of phone');
  });
});

describe('the tables', () => {
  const cases = [
    judge(empty, 0, [told('no_user_in_frame', 5500)]),
    judge({ ...empty, clip: 'edge' }, 0, [told('no_user_in_frame', 7000), told('avert_eyes', 4000)]),
    judge({ ...empty, clip: 'back' }, 0, []),
    judge({ clip: 'present', group: 'skin', expected: [] }, 0, []),
  ];

  it('count by group', () => {
    expect(groupsOf(cases)).toEqual([
      { group: 'nobody', cases: 3, found: 2, missed: 1, falseAlarms: 1, late: 1, delayS: 7, ok: false },
      { group: 'skin', cases: 1, found: 0, missed: 0, falseAlarms: 0, late: 0, delayS: null, ok: true },
    ]);
  });

  it('count by type of warning', () => {
    expect(typesOf(cases)).toEqual([
      { type: 'avert_eyes', cases: 0, found: 0, missed: 0, falseAlarms: 1, late: 0, delayS: null, ok: false },
      {
        type: 'no_user_in_frame',
        cases: 3,
        found: 2,
        missed: 1,
        falseAlarms: 0,
        late: 1,
        delayS: 7,
        ok: false,
      },
    ]);
  });
});
