import type { AttemptRow } from '../../protocol/api/admin/exams.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { ExamId, PersonId } from '../../protocol/ids.ts';
import type { ReviewView } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import { excuseMissed } from '../calendar/bookings.ts';
import { isUsed } from '../exams/exam-state.ts';
import type { ExamRow } from '../exams/exams-of-student.ts';
import type { PersonCaller } from '../http/caller.ts';
import { isBlindNow } from '../review/blind.ts';
import type { SessionRecord } from '../sessions/session-record.ts';
import { closeReasonOf, reviewOf } from '../sessions/session-view.ts';
import type { Queries } from '../store/database.ts';
import { partOf } from './part-of.ts';
import { getPerson } from './person-view.ts';
import { recordAudit } from './record-audit.ts';

const MAX_ROWS = 100;

/** Students with attempts at an exam by name; with `q` those who have none as well. */
export async function examAttempts(
  db: Queries,
  exam: ExamRow,
  q: string | undefined,
): Promise<{ rows: AttemptRow[]; more: boolean }> {
  const part = q?.trim() ?? '';
  const people = await db
    .selectFrom('people')
    .select(['id', 'name', 'userName'])
    .where('institutionId', '=', exam.institutionId)
    .where('source', '<>', 'api_key')
    .where((e) =>
      part === ''
        ? e.exists(
            e
              .selectFrom('sessions')
              .select('sessions.id')
              .whereRef('sessions.personId', '=', 'people.id')
              .where('sessions.examId', '=', exam.id),
          )
        : e.and([
            e('role', '=', 'student'),
            e.or([e('name', 'ilike', partOf(part)), e('userName', 'ilike', partOf(part))]),
          ]),
    )
    .orderBy('name')
    .orderBy('id')
    .limit(MAX_ROWS + 1)
    .execute();
  const shown = people.slice(0, MAX_ROWS);
  return { rows: await rowsOf(db, exam, shown), more: people.length > MAX_ROWS };
}

/** One attempt more than they have, and where the slot is over a time until which it can be begun. */
export async function grantAttempt(
  { db, now }: Services,
  caller: PersonCaller,
  exam: ExamRow,
  { personId, until, reason }: { personId: PersonId; until: number | null; reason: string },
): Promise<AttemptRow> {
  const { endsAt } = exam.settings;
  const closesAt = endsAt === null ? Infinity : Math.max(endsAt, until ?? 0);
  if (closesAt <= now()) {
    throw new ExamusError(
      'bad_request',
      'the slot of this exam is over: say until when the attempt can be begun',
    );
  }
  return db.transaction().execute(async (trx) => {
    const person = await getPerson(trx, exam.institutionId, personId);
    if (person.role !== 'student') throw new ExamusError('bad_request', 'only students take exams');
    // Of two who grant at once, the second sees what the first did.
    await trx.selectFrom('exams').select('id').where('id', '=', exam.id).forUpdate().executeTakeFirst();
    const before = await findExtra(trx, exam.id, personId);
    const after = {
      count: (before?.count ?? 0) + 1,
      until: until === null && !before?.until ? null : Math.max(until ?? 0, before?.until ?? 0),
    };
    await trx
      .insertInto('extraAttempts')
      .values({ examId: exam.id, personId, ...after })
      .onConflict((conflict) => conflict.columns(['examId', 'personId']).doUpdateSet(after))
      .execute();
    await excuseMissed(trx, { examId: exam.id, personId }, now());
    await recordAudit(trx, caller, now(), {
      what: 'attempt_granted',
      subject: `${person.name} · ${exam.name}`,
      before: before ?? {},
      after: { ...after, reason },
    });
    const [row] = await rowsOf(trx, exam, [person]);
    return row!;
  });
}

const findExtra = (db: Queries, examId: ExamId, personId: PersonId) =>
  db
    .selectFrom('extraAttempts')
    .select(['count', 'until'])
    .where('examId', '=', examId)
    .where('personId', '=', personId)
    .executeTakeFirst();

async function rowsOf(
  db: Queries,
  exam: ExamRow,
  people: readonly { id: PersonId; name: string; userName: string | null }[],
): Promise<AttemptRow[]> {
  if (people.length === 0) return [];
  const ids = people.map(({ id }) => id);
  const sessions = await db
    .selectFrom('sessions as s')
    .leftJoin('reviews as r', 'r.sessionId', 's.id')
    .select([
      's.id',
      's.personId',
      's.attempt',
      's.phase',
      's.state',
      's.startedAt',
      's.endedAt',
      's.settings',
    ])
    .select(['r.state as verdict', 'r.comment', 'r.decidedAt', 'r.reopenedAt'])
    .where('s.examId', '=', exam.id)
    .where('s.personId', 'in', ids)
    .orderBy('s.attempt')
    .execute();
  const extras = await db
    .selectFrom('extraAttempts')
    .select(['personId', 'count', 'until'])
    .where('examId', '=', exam.id)
    .where('personId', 'in', ids)
    .execute();
  return people.map(({ id, name, userName }) => {
    const extra = extras.find(({ personId }) => personId === id);
    const own = sessions
      .filter(({ personId }) => personId === id)
      .map((row) => ({ ...row, closeReason: closeReasonOf(row.state), review: reviewOf(row) }));
    return {
      personId: id,
      name,
      userName,
      used: own.filter(isUsed).length,
      allowed: exam.settings.attemptsAllowed + (extra?.count ?? 0),
      until: extra?.until ?? null,
      sessions: own.filter(isNamed).map((row) => ({
        id: row.id,
        attempt: row.attempt,
        phase: row.phase,
        closeReason: row.closeReason,
        startedAt: row.startedAt,
        endedAt: row.endedAt,
        review: row.review.state,
      })),
    };
  });
}

/** An administrator may be its reviewer: in a blind review no name leads to a session. That it was, `used` tells. */
const isNamed = ({
  settings,
  phase,
  review: { decidedAt },
}: Pick<SessionRecord, 'settings' | 'phase'> & { review: Pick<ReviewView, 'decidedAt'> }): boolean =>
  !isBlindNow({ settings, phase, decidedAt });
