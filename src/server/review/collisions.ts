import type { Collision } from '../../protocol/api/review.ts';
import type { HandlerReply } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { ExamId, InstitutionId, PersonId, SessionId } from '../../protocol/ids.ts';
import { sql } from 'kysely';
import type { Queries } from '../store/database.ts';
import { mayProctor, type Watcher } from '../grid/may-proctor.ts';
import { isBlindNow, pseudonymOf } from './blind.ts';
import { selectRows, toRow } from './session-rows.ts';

/**
 * What cannot be chance in an exam: the very bytes of an identity photo in two sessions of the institution (a camera
 * never takes the same picture twice), one session taken on several machines, one account in two sessions at once.
 * Rejects with `not_found`.
 */
export async function collisionsOf(
  db: Queries,
  watcher: Watcher,
  examId: ExamId,
): Promise<HandlerReply<'collisions'>> {
  const { institutionId } = watcher;
  const exam = await db
    .selectFrom('exams')
    .select('name')
    .where('id', '=', examId)
    .where('institutionId', '=', institutionId)
    .where(mayProctor(watcher, 'exams.id'))
    .executeTakeFirst();
  if (!exam) throw new ExamusError('not_found', 'no such exam');
  const found = [
    ...(await samePhotos(db, institutionId, examId)),
    ...(await severalMachines(db, examId)),
    ...(await atTheSameTime(db, examId)),
  ];
  const named = await namesOf(db, watcher, [...new Set(found.flatMap(({ ids }) => ids))]);
  return {
    examName: exam.name,
    collisions: found.map(({ kind, ids, details }) => ({
      kind,
      details,
      sessions: untied(ids.flatMap((id) => named.get(id) ?? [])),
    })),
  };
}

interface Named {
  personId: PersonId;
  isBlind: boolean;
  session: Collision['sessions'][number];
}

interface Found {
  kind: Collision['kind'];
  ids: SessionId[];
  details: string[];
}

async function samePhotos(db: Queries, institutionId: InstitutionId, examId: ExamId): Promise<Found[]> {
  const rows = await db
    .selectFrom('photos as f')
    .innerJoin('sessions as s', 's.id', 'f.sessionId')
    .select(['f.sha256', 's.id', 's.examId'])
    .distinct()
    .where('s.institutionId', '=', institutionId)
    .where('f.sha256', 'in', (e) =>
      e
        .selectFrom('photos as own')
        .innerJoin('sessions as t', 't.id', 'own.sessionId')
        .select('own.sha256')
        .where('t.examId', '=', examId),
    )
    .orderBy('f.sha256')
    .execute();
  return [...Map.groupBy(rows, (row) => row.sha256)]
    .filter(([, group]) => group.length > 1)
    .map(([sha256, group]) => ({ kind: 'photo', ids: group.map(({ id }) => id), details: [sha256] }));
}

async function severalMachines(db: Queries, examId: ExamId): Promise<Found[]> {
  const rows = await db
    .selectFrom('machines as m')
    .innerJoin('sessions as s', 's.id', 'm.sessionId')
    .select(['s.id', 'm.client'])
    .where('s.examId', '=', examId)
    .orderBy('s.id')
    .orderBy('m.firstAt')
    .execute();
  return [...Map.groupBy(rows, (row) => row.id)]
    .filter(([, group]) => group.length > 1)
    .map(([id, group]) => ({ kind: 'machines', ids: [id], details: group.map(({ client }) => client) }));
}

async function atTheSameTime(db: Queries, examId: ExamId): Promise<Found[]> {
  const pairs = await db
    .selectFrom('sessions as a')
    .innerJoin('sessions as b', (join) =>
      join.onRef('b.personId', '=', 'a.personId').onRef('b.id', '<>', 'a.id'),
    )
    .select(['a.id as one', 'b.id as other'])
    .where('a.examId', '=', examId)
    .where('a.startedAt', 'is not', null)
    .where('b.startedAt', 'is not', null)
    .whereRef('a.startedAt', '<=', sql`coalesce(b."endedAt", 'Infinity')`)
    .whereRef('b.startedAt', '<=', sql`coalesce(a."endedAt", 'Infinity')`)
    .execute();
  return pairs
    .filter(
      ({ one, other }) => one < other || !pairs.some((pair) => pair.one === other && pair.other === one),
    )
    .map(({ one, other }) => ({ kind: 'same_time', ids: [one, other], details: [] }));
}

/** Who it was in an exam that is not the watcher's to see, is for those who proctor there. */
async function namesOf(db: Queries, watcher: Watcher, ids: SessionId[]) {
  if (ids.length === 0) return new Map<SessionId, Named>();
  const rows = await selectRows(db, watcher.institutionId)
    .select(['s.personId', mayProctor(watcher, 's.examId').as('isTheirs')])
    .where('s.id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ isTheirs, personId, ...row }) => {
      const { id, studentName, examName, startedAt, phase, review } = toRow(row, 0);
      const shown = isTheirs ? studentName : pseudonymOf(id);
      const isBlind = isBlindNow({ settings: row.settings, phase, decidedAt: review.decidedAt });
      return [id, { personId, isBlind, session: { id, studentName: shown, examName, startedAt } }] as const;
    }),
  );
}

/** In a blind review the same student's other sessions, whose name is told, would tell whose it is: they are left out. */
function untied(found: readonly Named[]): Collision['sessions'] {
  const blind = new Set(found.filter(({ isBlind }) => isBlind).map(({ personId }) => personId));
  return found
    .filter(({ personId, isBlind }) => isBlind || !blind.has(personId))
    .map(({ session }) => session);
}
