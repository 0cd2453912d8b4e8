import type { HandlerInput, HandlerReply } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { Readiness } from '../../protocol/grid.ts';
import type { ExamId, PersonId } from '../../protocol/ids.ts';
import { recordAudit } from '../admin/record-audit.ts';
import type { Services } from '../context.ts';
import type { PersonCaller } from '../http/caller.ts';
import { failedHardChecks } from '../sessions/check.ts';
import type { Queries } from '../store/database.ts';
import { mayProctor, type Watcher } from './may-proctor.ts';
import { shareRoom } from './shares.ts';
import { type ExamStudent, studentsOf } from './students-of-exam.ts';

/** Who proctors an exam and how its students stand before the day. Rejects with `not_found` for others' exams. */
export async function examRoom(
  { db }: Pick<Services, 'db'>,
  watcher: Watcher,
  examId: ExamId,
): Promise<HandlerReply<'examRoom'>> {
  const exam = await findExam(db, watcher, examId);
  const candidates = await db
    .selectFrom('people')
    .select(['id', 'name'])
    .where('institutionId', '=', watcher.institutionId)
    .where('role', 'in', ['proctor', 'admin'])
    // A key of the API watches nobody.
    .where('source', '<>', 'api_key')
    .orderBy('name')
    .execute();
  const named = await db.selectFrom('examProctors').select('personId').where('examId', '=', examId).execute();
  const shares = await db.selectFrom('examShares').selectAll().where('examId', '=', examId).execute();
  const students = await studentsOf(db, exam);
  const reports = await newestReports(db, students);
  const { id, name, courseName, startsAt, endsAt, settings } = exam;
  return {
    exam: { id, name, courseName, startsAt, endsAt },
    room: {
      candidates,
      proctors: candidates
        .filter((person) => named.some(({ personId }) => personId === person.id))
        .map((person) => ({
          ...person,
          students: shares.filter(({ proctorId }) => proctorId === person.id).length,
        })),
    },
    students: students.map((student): Readiness => {
      const share = shares.find(({ studentId }) => studentId === student.id);
      const made = student.id === null ? undefined : reports.get(student.id);
      const failed = made ? failedHardChecks(made.report, settings.softChecks) : [];
      return {
        studentId: student.id,
        name: student.name,
        state: made === undefined ? 'not_tried' : failed.length > 0 ? 'failed' : 'passed',
        checkedAt: made?.at ?? null,
        failed: failed.map((id) => ({
          id,
          cause: made?.report.results.find((result) => result.id === id)?.cause,
        })),
        proctorId: share?.proctorId ?? null,
        isFixed: share?.isFixed ?? false,
      };
    }),
  };
}

/** Names an exam's proctors and gives students by hand; the rest is shared evenly at once. */
export async function setExamRoom(
  { db, now }: Pick<Services, 'db' | 'now'>,
  caller: PersonCaller,
  examId: ExamId,
  { proctorIds, fixed }: HandlerInput<'setExamRoom'>['body'],
): Promise<void> {
  const watcher = caller.person;
  const { name } = await findExam(db, watcher, examId);
  const named = [...new Set(proctorIds)];
  await db.transaction().execute(async (trx) => {
    // Of two who set it at once, the second sees what the first did.
    await trx.selectFrom('exams').select('id').where('id', '=', examId).forUpdate().execute();
    await assertPeople(trx, watcher, named, ['proctor', 'admin']);
    await assertPeople(trx, watcher, [...new Set(fixed.map(({ studentId }) => studentId))], ['student']);
    if (fixed.some(({ proctorId }) => !named.includes(proctorId))) {
      throw new ExamusError('bad_request', 'a student can be given only to a proctor of the exam');
    }
    const before = await namesIn(trx, examId);
    await trx.deleteFrom('examProctors').where('examId', '=', examId).execute();
    if (named.length > 0) {
      await trx
        .insertInto('examProctors')
        .values(named.map((personId) => ({ examId, personId })))
        .execute();
    }
    await trx.updateTable('examShares').set({ isFixed: false }).where('examId', '=', examId).execute();
    for (const { studentId, proctorId } of fixed) {
      await trx
        .insertInto('examShares')
        .values({ examId, studentId, proctorId, isFixed: true })
        .onConflict((conflict) =>
          conflict.columns(['examId', 'studentId']).doUpdateSet({ proctorId, isFixed: true }),
        )
        .execute();
    }
    await shareRoom(trx, examId);
    const after = await namesIn(trx, examId);
    await recordAudit(trx, caller, now(), { what: 'exam_room_changed', subject: name, before, after });
  });
}

/** Who proctors the exam, and whom they were given by hand. */
async function namesIn(db: Queries, examId: ExamId): Promise<{ proctors: string[]; fixed: string[] }> {
  const proctors = await db
    .selectFrom('examProctors as e')
    .innerJoin('people as p', 'p.id', 'e.personId')
    .select('p.name')
    .where('e.examId', '=', examId)
    .orderBy('p.name')
    .execute();
  const fixed = await db
    .selectFrom('examShares as e')
    .innerJoin('people as s', 's.id', 'e.studentId')
    .innerJoin('people as p', 'p.id', 'e.proctorId')
    .select(['s.name as student', 'p.name as proctor'])
    .where('e.examId', '=', examId)
    .where('e.isFixed', '=', true)
    .orderBy('s.name')
    .execute();
  return {
    proctors: proctors.map(({ name }) => name),
    fixed: fixed.map(({ student, proctor }) => `${student}: ${proctor}`),
  };
}

async function findExam(db: Queries, watcher: Watcher, examId: ExamId) {
  const exam = await db
    .selectFrom('exams')
    .selectAll()
    .where('id', '=', examId)
    .where('institutionId', '=', watcher.institutionId)
    .where(mayProctor(watcher, 'exams.id'))
    .executeTakeFirst();
  if (!exam) throw new ExamusError('not_found', 'no such exam');
  return exam;
}

async function assertPeople(
  db: Queries,
  { institutionId }: Watcher,
  ids: readonly PersonId[],
  roles: ('student' | 'proctor' | 'admin')[],
): Promise<void> {
  if (ids.length === 0) return;
  const found = await db
    .selectFrom('people')
    .select('id')
    .where('id', 'in', [...ids])
    .where('institutionId', '=', institutionId)
    .where('role', 'in', roles)
    .where('source', '<>', 'api_key')
    .execute();
  if (found.length !== ids.length) {
    throw new ExamusError('bad_request', `somebody is no ${roles[0]} of this institution`);
  }
}

/** The newest check of each, made ahead or for an exam. */
async function newestReports(db: Queries, students: readonly ExamStudent[]) {
  const ids = students.flatMap(({ id }) => id ?? []);
  if (ids.length === 0) return new Map<PersonId, never>();
  const rows = await db
    .selectFrom('checks')
    .select(['personId', 'at', 'report'])
    .distinctOn('personId')
    .where('personId', 'in', ids)
    .orderBy('personId')
    .orderBy('at', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.personId, row]));
}
