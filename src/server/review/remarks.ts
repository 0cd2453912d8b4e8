import type { HandlerInput, Reply } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { isOver } from '../../protocol/session.ts';
import { shareOf } from '../../protocol/score.ts';
import type { Person } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import { sha256 } from '../evidence/sha256.ts';
import { changeSession } from '../sessions/change-session.ts';
import { closeReasonOf, reviewOf } from '../sessions/session-view.ts';
import type { Queries } from '../store/database.ts';
import { reviewRow } from './review-row.ts';
import { remarksOf } from './reviewed.ts';
import { warningsOf } from './warnings.ts';

const MOST_REMARKS = 20;

/**
 * The student writes to whoever reviews, once the exam is over. After a verdict it is an appeal: the verdict stands no
 * more, and the review begins another round. Rejects with `wrong_phase` before the end, `conflict` where the first
 * verdict is final or too much was written. The same remark again changes nothing.
 */
export async function addRemark(
  services: Services,
  sessionId: SessionId,
  { id: personId }: Person,
  { id, text }: HandlerInput<'addRemark'>['body'],
): Promise<void> {
  await changeSession(services, sessionId, async (change) => {
    const { db, now, session } = change;
    if (!isOver(session.phase)) {
      throw new ExamusError('wrong_phase', 'during the exam there is the chat', { phase: session.phase });
    }
    const written = await remarksOf(db, sessionId);
    if (written.some((remark) => remark.id === id)) return;
    const review = await reviewRow(db, sessionId);
    const isAppeal = review !== undefined && review.reopenedAt === null;
    if (isAppeal && session.settings.finalStatusOnly) {
      throw new ExamusError('conflict', 'the verdict of this exam is final');
    }
    if (written.length >= MOST_REMARKS) throw new ExamusError('conflict', 'enough was written');
    const added = await db
      .insertInto('remarks')
      .values({ id, sessionId, kind: isAppeal ? 'appeal' : 'comment', text, at: now })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!added) throw new ExamusError('conflict', 'this remark belongs to another session');
    if (isAppeal) {
      await db
        .updateTable('reviews')
        .set({ reopenedAt: now, round: review.round + 1 })
        .where('sessionId', '=', sessionId)
        .execute();
    }
    await change.record({ what: isAppeal ? 'appealed' : 'remarked', personId, about: sha256(text) });
    change.touch();
  });
}

/**
 * What a student is shown of their own session. Kinds that the exam hides from them (`visibleWarnings`) stay hidden
 * until a verdict stands; then those are shown that counted for it: nobody is judged by what they may not see.
 */
export async function ownRecord(db: Queries, sessionId: SessionId): Promise<Reply<'ownRecord'>> {
  const row = await db
    .selectFrom('sessions as s')
    .innerJoin('exams as e', 'e.id', 's.examId')
    .leftJoin('reviews as r', 'r.sessionId', 's.id')
    .selectAll('s')
    .select(['e.name as examName', 'e.courseName'])
    .select(['r.state as verdict', 'r.comment', 'r.decidedAt', 'r.reopenedAt'])
    .where('s.id', '=', sessionId)
    .executeTakeFirstOrThrow();
  const { settings, phase } = row;
  const review = reviewOf(row);
  const hasVerdict = review.state !== 'pending';
  const remarks = await remarksOf(db, sessionId);
  const warnings = await warningsOf(db, sessionId, settings.visibleWarnings);
  return {
    sessionId,
    examName: row.examName,
    courseName: row.courseName,
    trial: settings.trial,
    phase,
    closeReason: closeReasonOf(row.state),
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    review,
    mayWrite: isOver(phase) && !(hasVerdict && settings.finalStatusOnly) && remarks.length < MOST_REMARKS,
    warnings: warnings
      .filter((each) => !each.hidden || (hasVerdict && shareOf(each, settings) > 0))
      .map(({ note: _note, judgedBy: _judgedBy, said: _said, hidden: _hidden, ...shown }) => shown),
    timeline: await eventsFor(db, sessionId),
    remarks,
  };
}

/** Acts and events that tell the student's own story. What reviewers do among themselves is left out. */
export const told: readonly string[] = [
  'consent',
  'check_passed',
  'begin',
  'admitted',
  'admission_offline',
  'admission_rescheduled',
  'retake_asked',
  'refused',
  'paused',
  'resumed',
  'break_begun',
  'break_over',
  'extended',
  'silence',
  'contact',
  'finish',
  'lms_finish',
  'finished_by_lms',
  'time_up',
  'ended',
  'timeout',
  'reopened',
  'replaced_by_lms',
  'appealed',
  'remarked',
  'verdict_accepted',
  'verdict_rejected',
  'verdict_unknown',
];

const eventsFor = (db: Queries, sessionId: SessionId): Promise<{ at: number; what: string }[]> =>
  db
    .selectFrom('acts')
    .select(['at', 'what'])
    .where('sessionId', '=', sessionId)
    .where('what', 'in', told)
    .orderBy('seq')
    .execute();
