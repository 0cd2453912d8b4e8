import { randomUUID } from 'node:crypto';
import type { AdminExam, ExamValues } from '../../protocol/api/admin/exams.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { ExamId, InstitutionId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';
import type { ExamRow } from '../exams/exams-of-student.ts';
import type { Handlers } from '../http/routes.ts';
import { getIntegration } from '../integration/integrations.ts';
import { setInVain } from '../setup/unobeyed-settings.ts';
import { isUniqueViolation, type Queries } from '../store/database.ts';
import { examAttempts, grantAttempt } from './attempts.ts';
import { importStudents, setStudents, studentsOf } from './exam-students.ts';
import { recordAudit } from './record-audit.ts';

type Served =
  | 'adminExams'
  | 'createExam'
  | 'adminExam'
  | 'putExam'
  | 'adminExamStudents'
  | 'putExamStudents'
  | 'importExamStudents'
  | 'examAttempts'
  | 'grantAttempt';

export function examAdminHandlers(services: Services): Pick<Handlers, Served> {
  const { db, now } = services;
  return {
    adminExams: async ({ caller }) => ({ exams: await listExams(db, caller.person.institutionId) }),

    adminExam: async ({ caller, input }) =>
      toAdminExam(db, await getExam(db, caller.person.institutionId, input.params.examId)),

    async createExam({ caller, input: { body } }) {
      const { key = randomUUID(), ...values } = body;
      const { institutionId } = caller.person;
      try {
        return await db.transaction().execute(async (trx) => {
          const row = await trx
            .insertInto('exams')
            .values({
              ...columnsOf(values),
              id: randomUUID() as ExamId,
              institutionId,
              key,
              // Nobody takes an exam by accident: who may is said next.
              restricted: true,
              createdAt: now(),
            })
            .returningAll()
            .executeTakeFirstOrThrow();
          await recordAudit(trx, caller, now(), {
            what: 'exam_created',
            subject: row.name,
            after: auditOf(row),
          });
          return toAdminExam(trx, row);
        });
      } catch (error) {
        if (isUniqueViolation(error)) throw new ExamusError('conflict', 'another exam has this key');
        throw error;
      }
    },

    async putExam({ caller, input: { params, body } }) {
      return db.transaction().execute(async (trx) => {
        const before = await getExam(trx, caller.person.institutionId, params.examId);
        const row = await trx
          .updateTable('exams')
          .set(columnsOf(body))
          .where('id', '=', before.id)
          .returningAll()
          .executeTakeFirstOrThrow();
        await recordAudit(trx, caller, now(), {
          what: 'exam_changed',
          subject: row.name,
          before: auditOf(before),
          after: auditOf(row),
        });
        return toAdminExam(trx, row);
      });
    },

    adminExamStudents: async ({ caller, input }) =>
      studentsOf(db, await getExam(db, caller.person.institutionId, input.params.examId)),

    async putExamStudents({ caller, input: { params, body } }) {
      const { institutionId } = caller.person;
      return db.transaction().execute(async (trx) => {
        const exam = await getExam(trx, institutionId, params.examId);
        const before = await studentsOf(trx, exam);
        await setStudents(trx, institutionId, exam.id, body);
        const after = await studentsOf(trx, { ...exam, restricted: body.who === 'listed' });
        const what = 'exam_students_changed';
        await recordAudit(trx, caller, now(), { what, subject: exam.name, before, after });
        return after;
      });
    },

    async importExamStudents({ caller, input: { params, body } }) {
      return db.transaction().execute(async (trx) => {
        const exam = await getExam(trx, caller.person.institutionId, params.examId);
        const before = await studentsOf(trx, exam);
        const report = await importStudents(trx, exam, body);
        if (!body.dryRun && report.errors.length === 0) {
          const after = await studentsOf(trx, { ...exam, restricted: true });
          const what = 'exam_students_changed';
          await recordAudit(trx, caller, now(), { what, subject: exam.name, before, after });
        }
        return report;
      });
    },

    async examAttempts({ caller, input: { params, query } }) {
      const exam = await getExam(db, caller.person.institutionId, params.examId);
      return examAttempts(db, exam, query.q);
    },

    async grantAttempt({ caller, input: { params, body } }) {
      const exam = await getExam(db, caller.person.institutionId, params.examId);
      return grantAttempt(services, caller, exam, body);
    },
  };
}

const columnsOf = ({ name, courseName, lms, settings }: ExamValues) => ({
  name,
  courseName,
  lms: JSON.stringify(lms),
  settings: JSON.stringify(settings),
  startsAt: settings.startsAt,
  endsAt: settings.endsAt,
});

const auditOf = ({ key, name, courseName, lms, settings }: ExamRow) => ({
  key,
  name,
  courseName,
  lms,
  settings,
});

/** Rejects with `not_found` when it is not of this institution. */
async function getExam(db: Queries, institutionId: InstitutionId, id: ExamId): Promise<ExamRow> {
  const row = await db
    .selectFrom('exams')
    .selectAll()
    .where('id', '=', id)
    .where('institutionId', '=', institutionId)
    .executeTakeFirst();
  if (!row) throw new ExamusError('not_found', 'no such exam');
  return row;
}

async function toAdminExam(db: Queries, row: ExamRow): Promise<AdminExam> {
  const { id, key, name, courseName, lms, settings } = row;
  const integration = row.integrationId && (await getIntegration(db, row.integrationId)).name;
  return { id, key, name, courseName, lms, settings, notEnforced: setInVain(settings), integration };
}

async function listExams(db: Queries, institutionId: InstitutionId) {
  const rows = await db
    .selectFrom('exams')
    .leftJoin('integrations', 'integrations.id', 'exams.integrationId')
    .select(['exams.id', 'exams.name', 'courseName', 'settings', 'startsAt', 'endsAt', 'restricted'])
    .select('integrations.name as integration')
    .select((e) => [
      e
        .selectFrom('examStudents')
        .whereRef('examStudents.examId', '=', 'exams.id')
        .select((c) => c.fn.countAll<number>().as('count'))
        .as('students'),
      e
        .selectFrom('examGroups')
        .innerJoin('groupMembers', 'groupMembers.groupId', 'examGroups.groupId')
        .whereRef('examGroups.examId', '=', 'exams.id')
        .select((c) => c.fn.countAll<number>().as('count'))
        .as('members'),
    ])
    .where('exams.institutionId', '=', institutionId)
    .orderBy('startsAt', 'desc')
    .orderBy('exams.name')
    .execute();
  return rows.map(({ settings, restricted, students, members, ...head }) => ({
    ...head,
    mode: settings.mode,
    trial: settings.trial,
    students: restricted ? (students ?? 0) + (members ?? 0) : null,
  }));
}
