import { sql } from 'kysely';
import type { ExamId, InstitutionId, PersonId } from '../../protocol/ids.ts';
import type { Queries } from '../store/database.ts';

export interface ExamStudent {
  /** Null = named in the exam's list, but never seen here. */
  id: PersonId | null;
  name: string;
}

/** Who may take an exam, by name: those in its list and its groups, or every student of the institution. */
export async function studentsOf(
  db: Queries,
  exam: { id: ExamId; institutionId: InstitutionId; restricted: boolean },
): Promise<ExamStudent[]> {
  const people = db
    .selectFrom('people')
    .select(['id', 'name', 'userName', 'subject', 'email'])
    .where('institutionId', '=', exam.institutionId)
    .where('role', '=', 'student')
    .where('source', '<>', 'api_key')
    .orderBy('name');
  if (!exam.restricted) return (await people.execute()).map(({ id, name }) => ({ id, name }));
  const listed = await db
    .selectFrom('examStudents')
    .select('subject')
    .where('examId', '=', exam.id)
    .union(
      db
        .selectFrom('examGroups')
        .innerJoin('groupMembers', 'groupMembers.groupId', 'examGroups.groupId')
        .select('groupMembers.subject')
        .where('examGroups.examId', '=', exam.id),
    )
    .execute();
  const subjects = listed.map(({ subject }) => subject);
  if (subjects.length === 0) return [];
  const known = await people
    .where(sql<boolean>`array[lower("userName"), lower(subject), lower(email)] && ${subjects}::text[]`)
    .execute();
  const names = new Set(
    known.flatMap(({ userName, subject, email }) =>
      [userName, subject, email].map((name) => name?.toLowerCase()),
    ),
  );
  const unknown = subjects.filter((subject) => !names.has(subject)).sort();
  return [...known.map(({ id, name }) => ({ id, name })), ...unknown.map((name) => ({ id: null, name }))];
}
