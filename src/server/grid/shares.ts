import type { ExamId, PersonId } from '../../protocol/ids.ts';
import type { Database, Queries } from '../store/database.ts';
import { type Share, shareEvenly } from './share-evenly.ts';
import { studentsOf } from './students-of-exam.ts';

/**
 * Shares an exam's students among its proctors anew. The exam's row is locked meanwhile: two who come at once do not
 * get the same place. Without named proctors nobody has a share.
 */
export async function shareRoom(db: Queries, examId: ExamId): Promise<void> {
  const exam = await db
    .selectFrom('exams')
    .select(['id', 'institutionId', 'restricted'])
    .where('id', '=', examId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const proctors = await db
    .selectFrom('examProctors')
    .select('personId')
    .where('examId', '=', examId)
    .orderBy('personId')
    .execute();
  const known = await db
    .selectFrom('examShares')
    .select(['studentId', 'proctorId', 'isFixed'])
    .where('examId', '=', examId)
    .execute();
  const students = (await studentsOf(db, exam)).flatMap(({ id }) => id ?? []);
  const shares = shareEvenly<PersonId>(
    students,
    proctors.map(({ personId }) => personId),
    known,
  );
  await keep(db, examId, known, shares);
}

/** Somebody came who was not known when the room was shared, e.g. signs in for the first time today. */
export async function giveShare(db: Database, examId: ExamId, studentId: PersonId): Promise<void> {
  const found = await db
    .selectFrom('examProctors as p')
    .leftJoin('examShares as s', (join) =>
      join.onRef('s.examId', '=', 'p.examId').on('s.studentId', '=', studentId),
    )
    .select('s.proctorId')
    .where('p.examId', '=', examId)
    .executeTakeFirst();
  if (!found || found.proctorId !== null) return;
  await db.transaction().execute((trx) => shareRoom(trx, examId));
}

async function keep(
  db: Queries,
  examId: ExamId,
  known: readonly Share<PersonId>[],
  shares: readonly Share<PersonId>[],
): Promise<void> {
  const before = new Map(known.map((share) => [share.studentId, share.proctorId]));
  const after = new Set(shares.map(({ studentId }) => studentId));
  const gone = known.filter(({ studentId }) => !after.has(studentId));
  if (gone.length > 0) {
    const ids = gone.map(({ studentId }) => studentId);
    await db.deleteFrom('examShares').where('examId', '=', examId).where('studentId', 'in', ids).execute();
  }
  const changed = shares.filter(({ studentId, proctorId }) => before.get(studentId) !== proctorId);
  if (changed.length === 0) return;
  await db
    .insertInto('examShares')
    .values(changed.map((share) => ({ examId, ...share })))
    .onConflict((conflict) =>
      conflict.columns(['examId', 'studentId']).doUpdateSet((e) => ({
        proctorId: e.ref('excluded.proctorId'),
        isFixed: e.ref('excluded.isFixed'),
      })),
    )
    .execute();
}
