import { expect, test } from 'vitest';
import type { ExamListItem } from '../../../protocol/views.ts';
import { examStatus, inOrder } from './exam-status.ts';

type Session = NonNullable<ExamListItem['session']>;
const exam = (state: ExamListItem['state'], more: Partial<ExamListItem> = {}) =>
  ({ id: state, state, trial: false, startsAt: null, session: null, ...more }) as ExamListItem;
const session = (state: Session['review']['state'], more: Partial<Session> = {}) =>
  ({ review: { state, comment: 'why', decidedAt: 1 }, closeReason: 'by_student', ...more }) as Session;

test('only what can be taken now has a button', () => {
  expect(examStatus(exam('open')).action).toBe('start');
  expect(examStatus(exam('running')).action).toBe('continue');
  for (const state of ['upcoming', 'missed', 'finished'] as const)
    expect(examStatus(exam(state)).action).toBeNull();
});

test.each([
  ['pending', 'plain', 'verdict_pending'],
  ['accepted', 'good', 'verdict_accepted'],
  ['rejected', 'bad', 'verdict_rejected'],
  ['unknown', 'plain', 'review_unknown'],
] as const)('verdict %s', (review, kind, text) => {
  expect(examStatus(exam('finished', { session: session(review) }))).toMatchObject({
    kind,
    text,
    comment: 'why',
  });
});

test('an exam that nobody will review says how it ended', () => {
  const refused = exam('finished', { session: session('pending', { closeReason: 'refused' }) });
  expect(examStatus(refused).text).toBe('closed_refused');
});

test('who may try again still reads what became of the last attempt', () => {
  const closed = exam('open', { session: session('rejected', { phase: 'closed' }) });
  expect(examStatus(closed)).toMatchObject({
    action: 'start',
    text: 'exam_open',
    earlier: 'verdict_rejected',
    comment: 'why',
  });
  expect(examStatus(exam('open'))).toMatchObject({ earlier: null, comment: '' });
});

test('a rehearsal is never reviewed: who went through it is ready', () => {
  const rehearsal = (state: ExamListItem['state'], closeReason: Session['closeReason']) =>
    examStatus(exam(state, { trial: true, session: session('rejected', { phase: 'closed', closeReason }) }));
  expect(rehearsal('open', 'by_student')).toMatchObject({
    action: 'start',
    earlier: 'trial_ready',
    comment: '',
  });
  expect(rehearsal('finished', 'time_up')).toMatchObject({ kind: 'good', text: 'trial_ready' });
  expect(rehearsal('finished', 'timeout')).toMatchObject({ text: 'trial_over', ended: 'ended_timeout' });
  expect(rehearsal('finished', 'cancelled').text).toBe('closed_cancelled');
});

test('what others ended is told, what the student ended is not', () => {
  const endedBy = (closeReason: Session['closeReason']) =>
    examStatus(exam('finished', { session: session('pending', { closeReason }) })).ended;
  expect(endedBy('timeout')).toBe('ended_timeout');
  expect(endedBy('by_proctor')).toBe('ended_by_proctor');
  expect(endedBy('by_student')).toBeNull();
});

test('begun before open, trials last, soon before late, newest past first', () => {
  const { now, later, over } = inOrder([
    exam('finished', { startsAt: 1 }),
    exam('upcoming', { startsAt: 30 }),
    exam('open', { startsAt: 5 }),
    exam('missed', { startsAt: 2 }),
    exam('upcoming', { startsAt: 20 }),
    exam('open', { startsAt: 1, trial: true }),
    exam('running', { startsAt: 9 }),
  ]);
  expect(now.map(({ state, trial }) => [state, trial])).toEqual([
    ['running', false],
    ['open', false],
    ['open', true],
  ]);
  expect(later.map(({ startsAt }) => startsAt)).toEqual([20, 30]);
  expect(over.map(({ startsAt }) => startsAt)).toEqual([2, 1]);
});
