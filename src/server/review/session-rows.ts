import { sql } from 'kysely';
import type { SessionRow } from '../../protocol/api.ts';
import type { InstitutionId, SessionId } from '../../protocol/ids.ts';
import { SILENCE_MS } from '../../protocol/live.ts';
import { breakEndsAt } from '../../protocol/session.ts';
import { isTechnical, warningTypes } from '../../protocol/warnings.ts';
import { closeReasonOf, reviewOf } from '../sessions/session-view.ts';
import { isBlindNow, pseudonymOf } from './blind.ts';
import type { Queries } from '../store/database.ts';

/** One line of the proctor's list, of their own institution's sessions alone. Callers narrow it down further. */
export const selectRows = (db: Queries, institutionId: InstitutionId) =>
  db
    .selectFrom('sessions as s')
    .innerJoin('exams as e', 'e.id', 's.examId')
    .innerJoin('people as p', 'p.id', 's.personId')
    .leftJoin('reviews as r', 'r.sessionId', 's.id')
    .select([
      's.id',
      's.examId',
      'e.name as examName',
      'p.name as studentName',
      's.settings',
      's.phase',
      's.state',
      'r.state as verdict',
      'r.comment',
      'r.decidedAt',
      'r.reopenedAt',
      's.createdAt',
      's.startedAt',
      's.endedAt',
      's.lastContactAt',
      (row) =>
        row
          .selectFrom('warnings as w')
          .select(sql<number>`count(*)::int`.as('count'))
          .whereRef('w.sessionId', '=', 's.id')
          .where('w.type', 'in', scoring)
          .as('warningCount'),
      (row) =>
        row
          .selectFrom('chat as c')
          .select(sql<number>`count(*)::int`.as('count'))
          .whereRef('c.sessionId', '=', 's.id')
          .where('c.from', '=', 'student')
          .whereRef('c.seq', '>', 's.readSeq')
          .as('unreadCount'),
      (row) =>
        row
          .exists(row.selectFrom('photos as f').select('f.kind').whereRef('f.sessionId', '=', 's.id'))
          .as('hasPhotos'),
    ])
    .where('s.institutionId', '=', institutionId);

/** A fault of a device or a line says nothing against the student. */
const scoring = warningTypes.filter((type) => !isTechnical(type));
type Selected = Awaited<ReturnType<ReturnType<typeof selectRows>['executeTakeFirstOrThrow']>>;

/** In a blind review the name stays out, whoever asks: it is shown to those who asked on the session's own page. */
export function toRow(
  { state, settings, verdict, comment, lastContactAt, ...row }: Selected,
  now: number,
): SessionRow {
  const { decidedAt, reopenedAt, ...rest } = row;
  const review = reviewOf({ verdict, comment, decidedAt, reopenedAt });
  const isBlind = isBlindNow({ settings, phase: row.phase, decidedAt: review.decidedAt });
  return {
    ...rest,
    studentName: isBlind ? pseudonymOf(row.id) : row.studentName,
    closeReason: closeReasonOf(state),
    breakEndsAt: breakEndsAt(state),
    review,
    warningCount: row.warningCount ?? 0,
    unreadCount: row.unreadCount ?? 0,
    hasPhotos: Boolean(row.hasPhotos),
    online: row.phase !== 'closed' && lastContactAt !== null && now - lastContactAt <= SILENCE_MS,
  };
}

/** Undefined when there is no such session in the institution. */
export async function sessionRow(
  db: Queries,
  institutionId: InstitutionId,
  sessionId: SessionId,
  now: number,
): Promise<SessionRow | undefined> {
  const row = await selectRows(db, institutionId).where('s.id', '=', sessionId).executeTakeFirst();
  return row && toRow(row, now);
}
