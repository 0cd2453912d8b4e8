import type { HandlerReply } from '../../protocol/api.ts';
import { isNothing } from '../../protocol/accommodation.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { ExamId, InstitutionId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { lmsUserIdOf } from '../integration/launch-people.ts';
import type { Queries } from '../store/database.ts';
import type { Tables } from '../store/tables.ts';

type Known = Pick<Tables['people'], 'name' | 'userName' | 'email' | 'subject' | 'source'>;
type Served = 'accommodations' | 'grantAccommodation' | 'withdrawAccommodation';

/** Admins write down what single students are granted; sessions take it over when they begin. */
export function accommodationHandlers({ db, now }: Services): Pick<Handlers, Served> {
  const withdraw = (examId: ExamId, subject: string) =>
    db.deleteFrom('accommodations').where('examId', '=', examId).where('subject', '=', subject).execute();
  return {
    accommodations: ({ input, caller }) =>
      listAccommodations(db, caller.person.institutionId, input.params.examId),

    async grantAccommodation({ input, caller: { person } }) {
      const { examId, subject } = input.params;
      const { accommodation, note } = input.body;
      await nameOfExam(db, person.institutionId, examId);
      if (isNothing(accommodation) && note === '') {
        await withdraw(examId, subject);
        return {};
      }
      const row = { granted: JSON.stringify(accommodation), note, personId: person.id, updatedAt: now() };
      await db
        .insertInto('accommodations')
        .values({ examId, subject, ...row })
        .onConflict((conflict) => conflict.columns(['examId', 'subject']).doUpdateSet(row))
        .execute();
      return {};
    },

    async withdrawAccommodation({ input, caller }) {
      const { examId, subject } = input.params;
      await nameOfExam(db, caller.person.institutionId, examId);
      await withdraw(examId, subject);
      return {};
    },
  };
}

/** Rejects with `not_found` outside the institution. */
async function nameOfExam(db: Queries, institutionId: InstitutionId, examId: ExamId): Promise<string> {
  const exam = await db
    .selectFrom('exams')
    .select('name')
    .where('id', '=', examId)
    .where('institutionId', '=', institutionId)
    .executeTakeFirst();
  if (!exam) throw new ExamusError('not_found', 'no such exam');
  return exam.name;
}

async function listAccommodations(
  db: Queries,
  institutionId: InstitutionId,
  examId: ExamId,
): Promise<HandlerReply<'accommodations'>> {
  const examName = await nameOfExam(db, institutionId, examId);
  const people = await db
    .selectFrom('people')
    .select(['name', 'userName', 'email', 'subject', 'source'])
    .where('institutionId', '=', institutionId)
    .where('role', '=', 'student')
    .execute();
  const nameOf = new Map(
    people.flatMap(({ name, userName, email, subject }) =>
      [userName, email, subject].flatMap((each) =>
        each === null ? [] : [[each.toLowerCase(), name] as const],
      ),
    ),
  );
  const rows = await db
    .selectFrom('accommodations')
    .select(['subject', 'granted', 'note', 'updatedAt'])
    .where('examId', '=', examId)
    .orderBy('subject')
    .execute();
  const listed = await db
    .selectFrom('examStudents')
    .select('subject')
    .where('examId', '=', examId)
    .orderBy('subject')
    .execute();
  const ofLms = new Map(
    people.filter(({ source }) => source === 'lms').map((each) => [each.subject.toLowerCase(), each]),
  );
  // An exam open to everybody lists nobody: then all who ever signed in.
  const students =
    listed.length > 0
      ? listed.map(({ subject }) => {
          const person = ofLms.get(subject);
          return person ? asOffered(person) : { subject, name: nameOf.get(subject) ?? null };
        })
      : people.map(asOffered);
  return {
    examName,
    granted: rows.map(({ granted, ...row }) => ({
      ...row,
      accommodation: granted,
      // In two LMS the same name may be two people: who is in this exam is meant.
      name: students.find(({ subject }) => subject === row.subject)?.name ?? nameOf.get(row.subject) ?? null,
    })),
    students,
  };
}

/** By what an administrator calls them: the subject of an LMS's student is for machines. */
const asOffered = ({ name, userName, email, subject, source }: Known) => ({
  name,
  subject: (source === 'lms' ? lmsUserIdOf(subject) : (userName ?? email ?? subject)).toLowerCase(),
});
