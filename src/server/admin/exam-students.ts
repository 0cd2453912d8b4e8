import type { ExamStudents } from '../../protocol/api/admin/exams.ts';
import type { HandlerReply } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { ExamId, InstitutionId } from '../../protocol/ids.ts';
import { parseCsv } from '../../shared/csv.ts';
import { normalUserName } from '../auth/people.ts';
import type { ExamRow } from '../exams/exams-of-student.ts';
import type { Queries } from '../store/database.ts';

export async function studentsOf(
  db: Queries,
  exam: Pick<ExamRow, 'id' | 'restricted'>,
): Promise<ExamStudents> {
  if (!exam.restricted) return { who: 'all' };
  const students = await db
    .selectFrom('examStudents')
    .select('subject')
    .where('examId', '=', exam.id)
    .orderBy('subject')
    .execute();
  const groups = await db.selectFrom('examGroups').select('groupId').where('examId', '=', exam.id).execute();
  return {
    who: 'listed',
    students: students.map(({ subject }) => subject),
    groupIds: groups.map(({ groupId }) => groupId),
  };
}

/** Rejects with `bad_request` when a group is not of this institution. */
export async function setStudents(
  db: Queries,
  institutionId: InstitutionId,
  examId: ExamId,
  access: ExamStudents,
): Promise<void> {
  await db
    .updateTable('exams')
    .set({ restricted: access.who === 'listed' })
    .where('id', '=', examId)
    .execute();
  await db.deleteFrom('examStudents').where('examId', '=', examId).execute();
  await db.deleteFrom('examGroups').where('examId', '=', examId).execute();
  if (access.who === 'all') return;
  await addStudents(db, examId, access.students);
  const groupIds = [...new Set(access.groupIds)];
  if (groupIds.length === 0) return;
  const own = await db
    .selectFrom('groups')
    .select('id')
    .where('institutionId', '=', institutionId)
    .where('id', 'in', groupIds)
    .execute();
  if (own.length !== groupIds.length) throw new ExamusError('bad_request', 'no such group');
  await db
    .insertInto('examGroups')
    .values(groupIds.map((groupId) => ({ examId, groupId })))
    .execute();
}

async function addStudents(db: Queries, examId: ExamId, students: readonly string[]): Promise<void> {
  const rows = [...new Set(students.map(normalUserName))].map((subject) => ({ examId, subject }));
  for (let at = 0; at < rows.length; at += 1000) {
    await db
      .insertInto('examStudents')
      .values(rows.slice(at, at + 1000))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

const headings = ['username', 'user name', 'login', 'email', 'e-mail', 'логин', 'имя пользователя', 'почта'];

/** Adds the first column of a table to the list of who may take the exam; with a wrong line, nothing. */
export async function importStudents(
  db: Queries,
  exam: Pick<ExamRow, 'id' | 'restricted' | 'institutionId'>,
  { csv, dryRun }: { csv: string; dryRun: boolean },
): Promise<HandlerReply<'importExamStudents'>> {
  const lines = parseCsv(csv)
    .map(({ line, cells }) => ({ line, subject: normalUserName(cells[0] ?? '') }))
    .filter(({ subject }, index) => index > 0 || !headings.includes(subject));
  const errors = lines.flatMap(({ line, subject }) => {
    const code = subject === '' ? 'missing' : subject.length > 200 ? 'too_long' : null;
    return code === null ? [] : [{ line, code, field: 'userName', value: subject.slice(0, 100) } as const];
  });
  const before = await studentsOf(db, exam);
  const listed = new Set(before.who === 'listed' ? before.students : []);
  const subjects = [...new Set(lines.map(({ subject }) => subject))].filter((each) => !listed.has(each));
  const report = { lines: lines.length, errors: errors.slice(0, 200) };
  if (errors.length > 0) return { ...report, added: 0, unknown: [] };
  if (!dryRun) {
    await db.updateTable('exams').set({ restricted: true }).where('id', '=', exam.id).execute();
    await addStudents(db, exam.id, subjects);
  }
  return { ...report, added: subjects.length, unknown: await unknownOf(db, exam.institutionId, subjects) };
}

/** Those under whom nobody has an account; they may still come, when they first sign in. */
async function unknownOf(db: Queries, institutionId: InstitutionId, subjects: string[]): Promise<string[]> {
  const known = await db
    .selectFrom('people')
    .select(['userName', 'subject', 'email'])
    .where('institutionId', '=', institutionId)
    .execute();
  const names = new Set(
    known.flatMap(({ userName, subject, email }) =>
      [userName, subject, email].map((each) => each?.toLowerCase()),
    ),
  );
  return subjects.filter((subject) => !names.has(subject));
}
