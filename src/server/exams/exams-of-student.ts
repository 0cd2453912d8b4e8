import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import type { ExamId } from '../../protocol/ids.ts';
import type { Person } from '../../protocol/views.ts';
import type { Queries } from '../store/database.ts';
import type { Tables } from '../store/tables.ts';
import { extraAttemptsOf, withExtraAttempts } from './extra-attempts.ts';

export type ExamRow = Selectable<Tables['exams']>;

/** An exam as it is for one student: its settings hold what they were given beyond it. */
export interface ExamOfStudent extends ExamRow {
  /** False for one they were taken off: what they began goes on and stays to be seen, nothing new is begun. */
  isTheirs: boolean;
}

/** The exams that a student may take (open to all, or listing them or their group) and those they have begun. */
export async function examsFor(db: Queries, person: Person): Promise<ExamOfStudent[]> {
  const names = await namesOf(db, person);
  const extras = await extraAttemptsOf(db, person.id);
  const rows = await db
    .selectFrom('exams')
    .selectAll()
    .select((e) => isFor(e, names).as('isTheirs'))
    .where('institutionId', '=', person.institutionId)
    .where((e) =>
      e.or([
        isFor(e, names),
        e.exists(
          e
            .selectFrom('sessions')
            .select('sessions.id')
            .whereRef('sessions.examId', '=', 'exams.id')
            .where('sessions.personId', '=', person.id)
            .where('sessions.startedAt', 'is not', null),
        ),
      ]),
    )
    .orderBy('startsAt')
    .orderBy('name')
    .execute();
  return rows.map((exam) => ({
    ...exam,
    isTheirs: Boolean(exam.isTheirs),
    settings: withExtraAttempts(exam.settings, extras.get(exam.id)),
  }));
}

const isFor = (e: ExpressionBuilder<Tables, 'exams'>, names: string[]) =>
  e.or([
    e('restricted', '=', false),
    e.exists(
      e
        .selectFrom('examStudents')
        .select(sql`1`.as('one'))
        .whereRef('examStudents.examId', '=', 'exams.id')
        .where('examStudents.subject', 'in', names),
    ),
    e.exists(
      e
        .selectFrom('examGroups')
        .innerJoin('groupMembers', 'groupMembers.groupId', 'examGroups.groupId')
        .select(sql`1`.as('one'))
        .whereRef('examGroups.examId', '=', 'exams.id')
        .where('groupMembers.subject', 'in', names),
    ),
  ]);

/** One such exam; undefined when it is not theirs to take nor to go on with. */
export async function findExamFor(
  db: Queries,
  student: Person,
  id: ExamId,
): Promise<ExamOfStudent | undefined> {
  return (await examsFor(db, student)).find((exam) => exam.id === id);
}

/** Under what a student may stand in an exam's list. */
export async function namesOf(db: Queries, person: Pick<Person, 'id'>): Promise<string[]> {
  const { userName, subject, email, source } = await db
    .selectFrom('people')
    .select(['userName', 'subject', 'email', 'source'])
    .where('id', '=', person.id)
    .executeTakeFirstOrThrow();
  // What an LMS says of an e-mail address proves nothing here; its students are listed when it launches them.
  if (source === 'lms') return [subject.toLowerCase()];
  return [userName, subject, email].filter((name) => name !== null).map((name) => name.toLowerCase());
}

export const getExam = (db: Queries, id: ExamId): Promise<ExamRow> =>
  db.selectFrom('exams').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
