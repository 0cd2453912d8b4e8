import * as v from 'valibot';
import { detectionView } from '../../protocol/detection-settings.ts';
import { photosFor } from '../../protocol/exam-settings.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { breaksOf, endsAt } from '../../protocol/session.ts';
import type { ReviewView, SessionView, Verdict } from '../../protocol/views.ts';
import type { Queries } from '../store/database.ts';
import { queuePlace } from './queue.ts';
import type { SessionRecord } from './session-record.ts';

/** What the student's side is shown of a session. Rejects with `not_found`. */
export async function sessionView(db: Queries, sessionId: SessionId, now: number): Promise<SessionView> {
  const row = await db
    .selectFrom('sessions as s')
    .innerJoin('exams as e', 'e.id', 's.examId')
    .innerJoin('institutions as i', 'i.id', 's.institutionId')
    .innerJoin('people as p', 'p.id', 's.personId')
    .leftJoin('reviews as r', 'r.sessionId', 's.id')
    .leftJoin('launches as l', 'l.sessionId', 's.id')
    .selectAll('s')
    .select([
      'e.name as examName',
      'e.courseName',
      'e.lms',
      'i.name as institutionName',
      'i.support',
      'p.name as personName',
      'r.state as verdict',
      'r.comment',
      'r.decidedAt',
      'r.reopenedAt',
      'l.finishUrl',
    ])
    .where('s.id', '=', sessionId)
    .executeTakeFirst();
  if (!row) throw new ExamusError('not_found', 'no such session');
  const sent = await db.selectFrom('photos').select('kind').where('sessionId', '=', sessionId).execute();
  const { settings, plan } = row;
  const breaks = breaksOf(row.state, plan);
  const wanted = photosFor(plan.identification);
  return {
    id: row.id,
    revision: row.revision,
    examId: row.examId,
    examName: row.examName,
    courseName: row.courseName,
    institutionName: row.institutionName,
    personName: row.personName,
    phase: row.phase,
    closeReason: closeReasonOf(row.state),
    review: reviewOf(row),
    mode: plan.mode,
    identification: plan.identification,
    photosSent: wanted.filter((kind) => sent.some((photo) => photo.kind === kind)),
    rules: settings.rules,
    visibleWarnings: settings.visibleWarnings,
    trial: settings.trial,
    lms: row.lms,
    support: row.support,
    durationMinutes: settings.durationMinutes,
    startedAt: row.startedAt,
    ...timeLeft(row, now),
    returnWindowMinutes: settings.returnWindowMinutes,
    graceMinutes: settings.graceMinutes,
    launchedByLms: plan.launchedByLms,
    finishUrl: row.finishUrl,
    queue: await queuePlace(db, row),
    proctorMessage: row.proctorMessage,
    lmsClock: settings.lmsClock,
    curtain: (row.curtain && row.phase === 'paused') || typeof breaks?.endsAt === 'number',
    breaks,
    softChecks: settings.softChecks,
    userAgreementUrl: settings.userAgreementUrl,
    allowMultipleDisplays: settings.allowMultipleDisplays,
    recordTab: settings.recordTab,
    // Sessions older than a setting take its default.
    detection: v.parse(detectionView, settings),
  };
}

export const closeReasonOf = (state: SessionRecord['state']): SessionView['closeReason'] =>
  'reason' in state ? state.reason : null;

/** A verdict that was appealed against stands no more. */
export const reviewOf = (row: {
  verdict: Verdict | null;
  comment: string | null;
  decidedAt: number | null;
  reopenedAt: number | null;
}): ReviewView =>
  row.reopenedAt === null
    ? {
        state: row.verdict ?? 'pending',
        comment: row.comment ?? '',
        decidedAt: row.decidedAt,
      }
    : { state: 'pending', comment: '', decidedAt: null, appealed: true };

/** A clock that stands still has no end to name, only what is left on it. */
function timeLeft(
  { state, plan }: SessionRecord,
  now: number,
): { endsAt: number | null; leftMs: number | null } {
  const end = endsAt(state, plan, now);
  const standsStill =
    state.phase === 'paused' || (state.phase === 'interrupted' && state.pausedSince !== null);
  if (end === null || !standsStill) return { endsAt: end, leftMs: null };
  return { endsAt: null, leftMs: Math.max(0, end - now) };
}
