import type { Selectable } from 'kysely';
import type { ExamId } from '../../protocol/ids.ts';
import type { Person } from '../../protocol/views.ts';
import type { Queries } from '../store/database.ts';
import type { Tables } from '../store/tables.ts';

export type ExamRow = Selectable<Tables['exams']>;

/** The exams of their institution that a student may take: those open to all, and those that list them. */
export async function examsFor(db: Queries, person: Person): Promise<ExamRow[]> {
  const names = await namesOf(db, person);
  return db
    .selectFrom('exams')
    .selectAll()
    .where('institutionId', '=', person.institutionId)
    .where((where) =>
      where.or([
        where('restricted', '=', false),
        where.exists(
          where
            .selectFrom('examStudents')
            .select('examStudents.examId')
            .whereRef('examStudents.examId', '=', 'exams.id')
            .where('examStudents.subject', 'in', names),
        ),
      ]),
    )
    .orderBy('startsAt')
    .orderBy('name')
    .execute();
}

/** One such exam; undefined when it is not theirs to take. */
export async function findExamFor(db: Queries, student: Person, id: ExamId): Promise<ExamRow | undefined> {
  return (await examsFor(db, student)).find((exam) => exam.id === id);
}

/** Under what a student may stand in an exam's list. */
export async function namesOf(db: Queries, person: Person): Promise<string[]> {
  const { userName, subject, email } = await db
    .selectFrom('people')
    .select(['userName', 'subject', 'email'])
    .where('id', '=', person.id)
    .executeTakeFirstOrThrow();
  return [userName, subject, email].filter((name) => name !== null).map((name) => name.toLowerCase());
}
