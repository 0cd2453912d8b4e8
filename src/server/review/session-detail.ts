import { sql } from 'kysely';
import * as v from 'valibot';
import { routes, type SessionDetail } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import { photoKinds } from '../../protocol/exam-settings.ts';
import { type PersonId, personId as personIdSchema, type SessionId } from '../../protocol/ids.ts';
import { recordingKinds } from '../../protocol/recording.ts';
import { endsAt } from '../../protocol/session.ts';
import type { Person } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import { chatOf } from '../sessions/chat.ts';
import type { Queries } from '../store/database.ts';
import { givenTime } from '../sessions/given-time.ts';
import { checksOf, consentOf } from '../sessions/session-parts.ts';
import { isBlindFor, pseudonymOf } from './blind.ts';
import { notEnforcedOf } from './not-enforced.ts';
import { reviewedOf } from './reviewed.ts';
import { sessionRow } from './session-rows.ts';
import { sightOf } from './sight.ts';
import { timelineOf } from './timeline.ts';
import { warningsOf } from './warnings.ts';

/** Everything that this reviewer is shown of a session. Rejects with `not_found` outside their institution. */
export async function sessionDetail(
  { db, now }: Services,
  viewer: Person,
  sessionId: SessionId,
): Promise<SessionDetail> {
  const row = await sessionRow(db, viewer.institutionId, sessionId, now());
  if (!row) throw new ExamusError('not_found', 'no such session');
  const { personId, state, plan, settings, accommodation } = await db
    .selectFrom('sessions')
    .select(['personId', 'state', 'plan', 'settings', 'accommodation'])
    .where('id', '=', sessionId)
    .executeTakeFirstOrThrow();
  const isBlind = await isBlindFor(db, sessionId, viewer.id);
  const student = await studentOf(db, personId);
  const shown = isBlind
    ? { ...student, id: v.parse(personIdSchema, sessionId), name: pseudonymOf(sessionId), email: null }
    : student;
  const sight = await sightOf(db, { id: sessionId, settings }, viewer);
  const warnings = await warningsOf(db, sessionId, settings.visibleWarnings, sight);
  const chat = await chatOf(db, sessionId);
  return {
    ...row,
    studentName: shown.name,
    student: shown,
    settings,
    accommodation,
    isBlind,
    clockEndsAt: endsAt(state, plan, now()),
    ...givenTime(state, settings),
    consent: await consentOf(db, sessionId),
    checks: await checksOf(db, sessionId),
    photos: isBlind ? [] : await photosOf(db, sessionId),
    recordings: await recordingsOf(db, sessionId),
    warnings,
    notEnforced: await notEnforcedOf(db, sessionId, settings, isBlind),
    ...(await reviewedOf(db, { ...row, settings, warnings }, viewer.id, sight)),
    chat: chat.map((message) =>
      message.from === 'student' ? { ...message, authorName: shown.name } : message,
    ),
    timeline: await timelineOf(db, sessionId, { id: personId, name: shown.name }, sight),
  };
}

const studentOf = (db: Queries, personId: PersonId): Promise<Person> =>
  db
    .selectFrom('people')
    .select(['id', 'institutionId', 'role', 'name', 'email'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();

async function photosOf(db: Queries, sessionId: SessionId): Promise<SessionDetail['photos']> {
  const rows = await db
    .selectFrom('photos')
    .select(['kind', 'takenAt'])
    .where('sessionId', '=', sessionId)
    .execute();
  return rows
    .sort((a, b) => photoKinds.indexOf(a.kind) - photoKinds.indexOf(b.kind))
    .map(({ kind, takenAt }) => ({
      kind,
      takenAt,
      url: routes.photo.path.replace(':sessionId', sessionId).replace(':photo', kind),
    }));
}

async function recordingsOf(db: Queries, sessionId: SessionId): Promise<SessionDetail['recordings']> {
  const rows = await db
    .selectFrom('segments')
    .select([
      'kind',
      sql<number>`count(distinct epoch)::int`.as('epochs'),
      // The init segments hold no picture.
      sql<number>`(count(*) filter (where seq > 0))::int`.as('segments'),
      sql<number>`sum(bytes)::float8`.as('bytes'),
      sql<number | null>`min("startAt") filter (where seq > 0)`.as('startAt'),
      sql<number | null>`max("startAt" + "durationMs") filter (where seq > 0)`.as('endAt'),
      sql<number>`sum("durationMs") / 1000`.as('seconds'),
    ])
    .where('sessionId', '=', sessionId)
    .groupBy('kind')
    .execute();
  return rows.sort((a, b) => recordingKinds.indexOf(a.kind) - recordingKinds.indexOf(b.kind));
}
