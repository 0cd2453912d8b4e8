import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { examSettings } from '../../../protocol/exam-settings.ts';
import type { WarningId } from '../../../protocol/ids.ts';
import type { ReviewedWarning } from '../../../protocol/review.ts';
import { findingsOf, minutesOf, nextToJudge } from './findings.ts';

const settings = v.parse(examSettings, {});
const at = (id: string, type: ReviewedWarning['type'], startS: number, more = {}): ReviewedWarning => ({
  id: id as WarningId,
  type,
  startAt: startS * 1000,
  endAt: startS * 1000 + 5000,
  source: 'ai',
  confidence: 0.8,
  reason: '',
  hidden: false,
  judgement: null,
  note: '',
  judgedBy: null,
  said: [],
  ...more,
});

describe('findingsOf', () => {
  it('merges what is near and of one kind', () => {
    const found = findingsOf(
      [at('a', 'phone', 0), at('b', 'phone', 14), at('c', 'phone', 40), at('d', 'books', 2)],
      settings,
    );
    expect(found.map(({ warnings }) => warnings.map(({ id }) => id))).toEqual([['a', 'b'], ['d'], ['c']]);
    expect(found.find(({ key }) => key === 'a')).toMatchObject({ startAt: 0, endAt: 19_000 });
  });

  it('puts first what weighs most and is surest, then what was judged, technical faults last', () => {
    const found = findingsOf(
      [
        at('mic', 'mic_muted', 0),
        at('unsure', 'no_user_in_frame', 100, { confidence: 0.2 }),
        at('sure', 'no_user_in_frame', 200, { confidence: 0.9 }),
        at('done', 'no_user_in_frame', 300, { judgement: 'dismissed' }),
        at('window', 'change_active_window_on_computer', 400, { confidence: null, source: 'system' }),
        at('person', 'phone', 500, { source: 'human', confidence: null }),
      ],
      settings,
    );
    expect(found.map(({ key }) => key)).toEqual(['sure', 'window', 'unsure', 'done', 'person', 'mic']);
    expect(found.find(({ key }) => key === 'person')!.judgement).toBe('confirmed');
  });

  it('takes nothing along that was judged otherwise', () => {
    const found = findingsOf(
      [at('a', 'phone', 0, { judgement: 'confirmed' }), at('b', 'phone', 6)],
      settings,
    );
    expect(found).toHaveLength(2);
  });
});

describe('nextToJudge', () => {
  const found = findingsOf(
    [at('a', 'no_user_in_frame', 0), at('b', 'phone', 100), at('c', 'mic_muted', 200)],
    settings,
  );
  it('walks what is open and comes round', () => {
    expect(nextToJudge(found, null)!.key).toBe('a');
    expect(nextToJudge(found, 'a')!.key).toBe('b');
    expect(nextToJudge(found, 'b')!.key).toBe('a');
    expect(nextToJudge(found, 'c')!.key).toBe('a');
  });
  it('ends when nothing is open', () => {
    expect(nextToJudge(findingsOf([at('c', 'mic_muted', 0)], settings), null)).toBeNull();
    expect(nextToJudge(found.slice(0, 1), 'a')).toBeNull();
  });
});

describe('minutesOf', () => {
  const whole = { startAt: 0, endAt: 4 * 60_000 };
  it('is hotter where more was going on', () => {
    const warnings = [
      at('a', 'no_user_in_frame', 60, { endAt: 62_000 }),
      at('b', 'no_user_in_frame', 130, { endAt: 200_000, confidence: 1 }),
      at('c', 'mic_muted', 0),
    ];
    expect(minutesOf(warnings, whole, settings)).toEqual([0, 1, 3, 2]);
  });
  it('forgets what was dismissed', () => {
    const dismissed = at('a', 'no_user_in_frame', 0, { judgement: 'dismissed' });
    expect(minutesOf([dismissed], whole, settings)).toEqual([0, 0, 0, 0]);
  });
});
