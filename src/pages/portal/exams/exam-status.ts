import type { ExamListItem } from '../../../protocol/views.ts';
import { isCompleted } from '../../../protocol/session.ts';
import type { TextKey } from '../texts.ts';

export interface ExamStatus {
  /** What can be done now is orange; the rest is only told. */
  action: 'start' | 'continue' | null;
  kind: 'accent' | 'plain' | 'good' | 'bad';
  text: TextKey;
  /** The proctor's words to the verdict. */
  comment: string;
  /** How it ended, when the student did not end it: whoever comes back too late reads it here. */
  ended: TextKey | null;
  /** What became of the attempt before, where another one can be made. */
  earlier: TextKey | null;
}
type Standing = Omit<ExamStatus, 'action' | 'ended' | 'earlier'>;

/** How one exam stands, in the student's words. */
export function examStatus({ state, session, trial, place }: ExamListItem): ExamStatus {
  const outcome = trial ? rehearsed : verdict;
  const ended = endedByOthers(session);
  const none = { action: null, comment: '', ended: null, earlier: null };
  switch (state) {
    case 'open': {
      const before = session?.phase === 'closed' ? outcome(session) : null;
      const earlier = before && { earlier: before.text, comment: before.comment };
      return { ...none, ...earlier, action: 'start', kind: 'accent', text: 'exam_open', ended };
    }
    case 'running':
      return { ...none, action: 'continue', kind: 'accent', text: 'exam_running' };
    case 'upcoming':
      return { ...none, kind: 'plain', text: place === null ? 'exam_to_book' : 'exam_upcoming' };
    case 'missed':
      return { ...none, kind: 'plain', text: 'exam_missed' };
    case 'finished':
      return { ...none, ...outcome(session), ended };
  }
}

function endedByOthers(session: ExamListItem['session']): TextKey | null {
  const reason = session?.closeReason;
  return reason === 'timeout' || reason === 'by_proctor' || reason === 'time_up' ? `ended_${reason}` : null;
}

function verdict(session: ExamListItem['session']): Standing {
  const comment = session?.review.comment ?? '';
  switch (session?.review.state) {
    case 'accepted':
      return { kind: 'good', text: 'verdict_accepted', comment };
    case 'rejected':
      return { kind: 'bad', text: 'verdict_rejected', comment };
    case 'unknown':
      return { kind: 'plain', text: 'review_unknown', comment };
    default:
      return session?.closeReason === 'refused' || session?.closeReason === 'cancelled'
        ? { kind: 'plain', text: `closed_${session.closeReason}`, comment }
        : { kind: 'plain', text: 'verdict_pending', comment };
  }
}

/** Nobody reviews a rehearsal: who went through it is ready, whatever else is told of how it ended. */
function rehearsed(session: ExamListItem['session']): Standing {
  const reason = session?.closeReason;
  if (reason === 'refused' || reason === 'cancelled')
    return { kind: 'plain', text: `closed_${reason}`, comment: '' };
  return isCompleted(reason)
    ? { kind: 'good', text: 'trial_ready', comment: '' }
    : { kind: 'plain', text: 'trial_over', comment: '' };
}

/** What can be done now first, then what comes, soonest first, then what was, newest first. */
export function inOrder(exams: readonly ExamListItem[]): {
  now: ExamListItem[];
  later: ExamListItem[];
  over: ExamListItem[];
} {
  const of = (...states: ExamListItem['state'][]) => exams.filter(({ state }) => states.includes(state));
  const start = ({ startsAt }: ExamListItem) => startsAt ?? 0;
  return {
    now: of('running', 'open').sort(
      (a, b) =>
        Number(b.state === 'running') - Number(a.state === 'running') ||
        Number(a.trial) - Number(b.trial) ||
        start(a) - start(b),
    ),
    later: of('upcoming').sort((a, b) => start(a) - start(b)),
    over: of('finished', 'missed').sort((a, b) => start(b) - start(a)),
  };
}
