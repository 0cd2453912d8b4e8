import { sql } from 'kysely';
import type { HandlerInput, HandlerReply } from '../../protocol/api.ts';
import type { GridTile } from '../../protocol/grid.ts';
import type { InstitutionId, SessionId } from '../../protocol/ids.ts';
import { watchedPhases } from '../../protocol/live.ts';
import { breakEndsAt } from '../../protocol/session.ts';
import type { Services } from '../context.ts';
import { isBlindNow, pseudonymOf } from '../review/blind.ts';
import { closeReasonOf } from '../sessions/session-view.ts';
import type { Queries } from '../store/database.ts';
import { mayProctor, type Watcher } from './may-proctor.ts';

/** A student who prepares and was not heard from for so long has put it off. */
const PREPARING_MS = 30 * 60_000;
/** A warning that is over stays on its tile for so long: a proctor looks elsewhere for a moment. */
export const WARNING_SHOWN_MS = 30_000;
const preparing = ['consented', 'checked', 'identified'] as const;

const selectTiles = (db: Queries, institutionId: InstitutionId, now: number) =>
  db
    .selectFrom('sessions as s')
    .innerJoin('exams as e', 'e.id', 's.examId')
    .innerJoin('people as p', 'p.id', 's.personId')
    .leftJoin('seats as t', 't.sessionId', 's.id')
    .leftJoin('helpCalls as h', 'h.sessionId', 's.id')
    .leftJoin('reviews as r', (join) => join.onRef('r.sessionId', '=', 's.id').on('r.reopenedAt', 'is', null))
    .leftJoin('examShares as x', (join) =>
      join.onRef('x.examId', '=', 's.examId').onRef('x.studentId', '=', 's.personId'),
    )
    .select([
      's.id as sessionId',
      's.examId',
      'e.name as examName',
      'p.name as studentName',
      's.plan',
      's.settings',
      's.phase',
      's.state',
      's.revision',
      's.lastContactAt',
      't.heardAt',
      't.savedUpTo',
      'h.askedAt',
      'x.proctorId',
      'r.decidedAt',
      sql<
        number | null
      >`(select max(c.at) from chat c where c."sessionId" = s.id and c."from" = 'proctor')`.as('answeredAt'),
      sql<{ count: number; first: number | null }>`(
        select json_build_object('count', count(*), 'first', min(c.at)) from chat c
        where c."sessionId" = s.id and c."from" = 'student' and c.seq > greatest(
          s."readSeq", (select max(a.seq) from chat a where a."sessionId" = s.id and a."from" = 'proctor')))`.as(
        'unanswered',
      ),
      sql<GridTile['warnings']>`coalesce((
        select json_agg(json_build_object('id', w.id, 'type', w.type, 'startAt', w."startAt", 'endAt', w."endAt")
          order by w."startAt")
        from warnings w where w."sessionId" = s.id
          and (w."endAt" is null or w."endAt" > ${now - WARNING_SHOWN_MS}::float8)), '[]'::json)`.as(
        'warnings',
      ),
      sql<number>`(select count(*)::int from warnings w where w."sessionId" = s.id)`.as('warningCount'),
    ])
    .where('s.institutionId', '=', institutionId);
type Selected = Awaited<ReturnType<ReturnType<typeof selectTiles>['executeTakeFirstOrThrow']>>;

/** In a blind review the name stays out of tiles too: who is over stays at the grid for a while. */
function toTile({ plan, settings, state, lastContactAt, askedAt, ...selected }: Selected): GridTile {
  const { answeredAt, unanswered, decidedAt, ...row } = selected;
  const asked = [askedAt !== null && askedAt > (answeredAt ?? 0) ? askedAt : null, unanswered.first].filter(
    (at) => at !== null,
  );
  const isBlind = isBlindNow({ settings, phase: row.phase, decidedAt });
  return {
    ...row,
    studentName: isBlind ? pseudonymOf(row.sessionId) : row.studentName,
    mode: plan.mode,
    closeReason: closeReasonOf(state),
    breakEndsAt: breakEndsAt(state),
    waitingSince: state.phase === 'awaiting_admission' ? state.since : null,
    askingSince: asked.length > 0 ? Math.min(...asked) : null,
    unread: unanswered.count,
    heardAt: row.heardAt ?? lastContactAt,
  };
}

/** One tile as it is now; undefined when there is no such session in the institution. */
export async function gridTileOf(
  db: Queries,
  institutionId: InstitutionId,
  sessionId: SessionId,
  now: number,
): Promise<GridTile | undefined> {
  const row = await selectTiles(db, institutionId, now).where('s.id', '=', sessionId).executeTakeFirst();
  return row && toTile(row);
}

/** Everybody who is at an exam that this proctor may see, or their own share of them. */
export async function listGrid(
  { db, now: clock }: Pick<Services, 'db' | 'now'>,
  watcher: Watcher,
  { examId, share }: HandlerInput<'grid'>['query'],
): Promise<HandlerReply<'grid'>> {
  const now = clock();
  const rows = await selectTiles(db, watcher.institutionId, now)
    .where(mayProctor(watcher, 's.examId'))
    .where((e) =>
      e.or([
        e('s.phase', 'in', [...watchedPhases, 'finishing']),
        e.and([
          e('s.phase', 'in', [...preparing]),
          e(e.fn.coalesce('s.lastContactAt', 's.createdAt'), '>', now - PREPARING_MS),
        ]),
      ]),
    )
    .orderBy('s.id')
    .execute();
  // Who waits for admission and went away is not at the door any more.
  const present = rows.filter(
    ({ phase, lastContactAt }) => phase !== 'awaiting_admission' || lastContactAt !== null,
  );
  const exams = new Map(present.map((row) => [row.examId, { id: row.examId, name: row.examName }]));
  const isOwn = ({ proctorId }: Selected) => proctorId === null || proctorId === watcher.id;
  const tiles = present
    .filter((row) => examId === undefined || row.examId === examId)
    .filter((row) => share === 'all' || isOwn(row))
    .map(toTile)
    // By what is shown of them: the order of hidden names would tell some of them.
    .sort((a, b) => a.studentName.localeCompare(b.studentName));
  return { now, tiles, exams: [...exams.values()], isShared: present.some((row) => !isOwn(row)) };
}
