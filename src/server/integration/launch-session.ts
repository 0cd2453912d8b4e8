import { ExamusError } from '../../protocol/errors.ts';
import { grantedTo } from '../accommodations/granted.ts';
import { carryBookingOver } from '../calendar/bookings.ts';
import type { Services } from '../context.ts';
import { type ExamRow, getExam } from '../exams/exams-of-student.ts';
import { giveShare } from '../grid/shares.ts';
import { changeSession } from '../sessions/change-session.ts';
import { firstRow } from '../sessions/first-row.ts';
import { renewSettings } from '../sessions/renew-settings.ts';
import type { SessionRecord } from '../sessions/session-record.ts';
import type { Queries } from '../store/database.ts';
import { completeSettings } from './claims-to-settings.ts';
import { keepEntry } from './entry-url.ts';
import type { IntegrationRow } from './integrations.ts';
import { putLaunchedExam } from './launch-exam.ts';
import { rememberLmsPerson } from './launch-people.ts';
import { lmsSideOf } from './lms-side.ts';
import type { StartClaims } from './start-claims.ts';

type Needs = Pick<Services, 'db' | 'now' | 'live' | 'log' | 'signer' | 'seal' | 'origin'>;

export interface Launched {
  session: SessionRecord;
  isNew: boolean;
}

/**
 * The session of a `start`: the one that was made for its `sessionId`, else a new one. However often the same start
 * comes, and however many at once, there is one. Rejects with `forbidden` when the session is another student's.
 */
export async function launchSession(
  services: Needs,
  integration: IntegrationRow,
  claims: StartClaims,
): Promise<Launched> {
  const launched = await services.db
    .transaction()
    .execute((db) => findOrMake(services, db, integration, claims));
  if (launched.isNew) {
    const { examId, personId } = launched.session;
    await giveShare(services.db, examId, personId);
    services.live.sessionChanged(launched.session.id);
    await callOffEarlier(services, launched.session);
    return launched;
  }
  // What the teacher changed meanwhile holds for who has not begun.
  const session = await changeSession(services, launched.session.id, async (change) => {
    const { db, session } = change;
    const exam = await getExam(db, session.examId);
    const granted = await grantedTo(db, { id: session.personId }, exam.id);
    await renewSettings(change, completeSettings(claims.settings, exam.settings), granted);
    return change.session;
  });
  return { session, isNew: false };
}

async function findOrMake(
  services: Needs,
  db: Queries,
  integration: IntegrationRow,
  claims: StartClaims,
): Promise<Launched> {
  const now = services.now();
  const person = await rememberLmsPerson(db, {
    institutionId: integration.institutionId,
    integrationId: integration.id,
    accountName: claims.accountName,
    userId: claims.userId,
    name: claims.userName,
    email: claims.email,
    as: 'student',
    now,
  });
  // That row is locked from here on: of two starts of one student the second sees what the first has made.
  const side = lmsSideOf(claims.sessionUrl, claims.examId);
  const known = await db
    .selectFrom('launches as l')
    .innerJoin('sessions as s', 's.id', 'l.sessionId')
    .selectAll('s')
    .select(['l.entryUrlAt'])
    .where('l.integrationId', '=', integration.id)
    .where('l.lmsSessionId', '=', claims.sessionId)
    .executeTakeFirst();
  if (known) {
    const { entryUrlAt, ...session } = known;
    if (session.personId !== person.id) throw new ExamusError('forbidden', 'the session is somebody else’s');
    await db
      .updateTable('launches')
      .set({
        ...keepEntry(services.seal, session.id, { side, claims, entryUrlAt, now }),
        ...(claims.finishUrl === null ? {} : { finishUrl: claims.finishUrl }),
        ...(claims.language === null ? {} : { language: claims.language }),
        lastStartAt: now,
      })
      .where('sessionId', '=', session.id)
      .execute();
    return { session, isNew: false };
  }
  const exam = await putLaunchedExam(
    db,
    integration,
    { ...claims, lms: side.lms },
    { now, origin: services.origin() },
  );
  await db
    .insertInto('examStudents')
    .values({ examId: exam.id, subject: person.subject.toLowerCase() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const session = await insertSession(db, exam, person.id, now);
  await db
    .insertInto('launches')
    .values({
      otherUrl: null,
      entryUrl: null,
      entryUrlAt: null,
      ...keepEntry(services.seal, session.id, { side, claims, entryUrlAt: null, now }),
      sessionId: session.id,
      integrationId: integration.id,
      lmsSessionId: claims.sessionId,
      accountId: claims.accountId,
      language: claims.language,
      claims: JSON.stringify(claims.kept),
      apiUrl: side.apiUrl,
      finishUrl: claims.finishUrl,
      createdAt: now,
      lastStartAt: now,
    })
    .execute();
  await carryBookingOver(db, session);
  return { session, isNew: true };
}

async function insertSession(
  db: Queries,
  exam: ExamRow,
  personId: SessionRecord['personId'],
  now: number,
): Promise<SessionRecord> {
  const last = await db
    .selectFrom('sessions')
    .select('attempt')
    .where('examId', '=', exam.id)
    .where('personId', '=', personId)
    .orderBy('attempt', 'desc')
    .executeTakeFirst();
  return db
    .insertInto('sessions')
    .values(
      firstRow(exam, {
        personId,
        attempt: (last?.attempt ?? 0) + 1,
        now,
        launchedByLms: true,
        granted: await grantedTo(db, { id: personId }, exam.id),
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The LMS has put a new session in their place: earlier ones that never ran will not be begun any more. */
async function callOffEarlier(services: Needs, { id, examId, personId }: SessionRecord): Promise<void> {
  const earlier = await services.db
    .selectFrom('sessions')
    .select('id')
    .where('examId', '=', examId)
    .where('personId', '=', personId)
    .where('id', '<>', id)
    .where('startedAt', 'is', null)
    .where('phase', '<>', 'closed')
    .execute();
  for (const { id: earlierId } of earlier) {
    await changeSession(services, earlierId, (change) =>
      change.offer({ type: 'cancelled', at: change.now }, { what: 'replaced_by_lms', personId: null }),
    );
  }
}
