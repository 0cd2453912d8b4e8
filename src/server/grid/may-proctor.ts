import { type ExpressionWrapper, type ReferenceExpression, type SqlBool, sql } from 'kysely';
import type { ExamId } from '../../protocol/ids.ts';
import type { Person } from '../../protocol/views.ts';
import type { Queries } from '../store/database.ts';
import type { Tables } from '../store/tables.ts';

export type Watcher = Pick<Person, 'id' | 'role' | 'institutionId'>;

/**
 * Whether an exam of the institution is a person's to proctor: admins see all, and where nobody was named, so does
 * everybody with the role. A condition for `where`; `examId` is the column that names the exam.
 */
export function mayProctor(
  { id, role }: Watcher,
  examId: 'e.id' | 's.examId' | 'exams.id' | 'sessions.examId',
): ExpressionWrapper<Tables, keyof Tables, SqlBool> {
  const column = sql.ref(examId) as unknown as ReferenceExpression<Tables, keyof Tables>;
  return sql<SqlBool>`(${role === 'admin'}::boolean
    or not exists (select 1 from "examProctors" ep where ep."examId" = ${column})
    or exists (select 1 from "examProctors" ep where ep."examId" = ${column} and ep."personId" = ${id}))` as never;
}

/** The proctors named for an exam; null = whoever has the role. */
export async function proctorsOf(db: Queries, examId: ExamId): Promise<ReadonlySet<string> | null> {
  const rows = await db.selectFrom('examProctors').select('personId').where('examId', '=', examId).execute();
  return rows.length === 0 ? null : new Set(rows.map(({ personId }) => personId));
}

export const isAmong = (
  proctors: ReadonlySet<string> | null,
  { id, role }: Pick<Watcher, 'id' | 'role'>,
): boolean => proctors === null || role === 'admin' || proctors.has(id);
