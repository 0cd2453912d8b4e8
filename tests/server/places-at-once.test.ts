import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import {
  book,
  cancelBooking,
  cancelForFinish,
  liveBooking,
  type Seat,
} from '../../src/server/calendar/bookings.ts';
import { offeredPlaces } from '../../src/server/calendar/offered-places.ts';
import { applyFinish } from '../../src/server/integration/finish/apply-finish.ts';
import type { FinishIntent } from '../../src/server/integration/finish/finish-intent.ts';
import type { SessionRecord } from '../../src/server/sessions/session-record.ts';
import { accessCode, pluginClaims, pluginTime } from '../conformance/moodle-claims.ts';
import type { TestServer } from './harness.ts';
import { postStart, startServerOfLms } from './lms-actor.ts';
import { findPostgres, type PostgresServer, startPostgres } from './postgres.ts';

/** Only PostgreSQL works on two requests at once. */
const DAY_MS = 24 * 3600_000;
let postgres: PostgresServer;
let server: TestServer;
beforeAll(async () => {
  postgres = await startPostgres(findPostgres()!);
  server = await startServerOfLms('moodle', { config: { databaseUrl: await postgres.createDatabase() } });
});
afterAll(async () => {
  await server?.close();
  await postgres?.stop();
});

let claims: ReturnType<typeof pluginClaims>;
let session: SessionRecord;
let finish: FinishIntent;
let seat: Seat;
let places: number[];
let take: (startsAt: number) => ReturnType<typeof book>;
beforeEach(async () => {
  const { db, now } = server.services;
  claims = pluginClaims('https://moodle.example', {
    schedule: true,
    startDate: pluginTime(now() + 2 * DAY_MS),
    endDate: pluginTime(now() + 9 * DAY_MS),
  });
  expect(await postStart(server, 'moodle', claims)).toBe(200);
  session = await launched(claims);
  const { integrationId } = await db.selectFrom('launches').select('integrationId').executeTakeFirstOrThrow();
  finish = { integrationId, lmsSessionId: claims.sessionId, finishUrl: null, at: now() };
  const { settings, institutionId, examId, personId } = session;
  seat = { institutionId, examId, personId };
  places = await offeredPlaces(db, institutionId, settings, now());
  take = (startsAt) => book(server.services, seat, settings, startsAt);
  await take(places[0]!);
});

const launched = ({ sessionId }: { sessionId: string }): Promise<SessionRecord> =>
  server.services.db
    .selectFrom('sessions as s')
    .innerJoin('launches as l', 'l.sessionId', 's.id')
    .selectAll('s')
    .where('l.lmsSessionId', '=', sessionId)
    .executeTakeFirstOrThrow();
const told = async ({ id } = session) => {
  const rows = await server.services.db
    .selectFrom('outbox')
    .select('body')
    .where('sessionId', '=', id)
    .orderBy('id')
    .execute();
  return rows.map(({ body }) => body);
};
/** Until so many requests wait for another's transaction. */
const waiting = (count: number) =>
  vi.waitFor(
    async () => {
      const { rows } = await sql`select 1 from pg_locks where not granted`.execute(server.services.db);
      expect(rows).toHaveLength(count);
    },
    { timeout: 10_000, interval: 50 },
  );

it('of a place that is moved and given back at once the LMS is told in that order', async () => {
  const { db } = server.services;
  const other = await db.startTransaction().execute();
  // The new place refers to the session: the move waits when it has given up the old one.
  await other.selectFrom('sessions').select('id').where('id', '=', session.id).forUpdate().execute();
  const moved = take(places[1]!);
  await waiting(1);
  const cancelled = cancelBooking(server.services, seat);
  await waiting(2);
  await other.commit().execute();
  await Promise.all([moved, cancelled]);
  expect(await told()).toMatchObject([
    { event: 'scheduled', startsAt: places[0] },
    { event: 'scheduled', startsAt: places[1] },
    { event: 'canceled', startsAt: places[1] },
  ]);
  expect(await liveBooking(db, seat)).toBeUndefined();
});

it('of a place that the LMS itself ends meanwhile it is told nothing', async () => {
  const { db, now } = server.services;
  const other = await db.startTransaction().execute();
  await cancelForFinish(other, session, now());
  const cancelled = expect(cancelBooking(server.services, seat)).rejects.toMatchObject({ code: 'not_found' });
  await waiting(1);
  await other.commit().execute();
  await cancelled;
  expect(await told()).toMatchObject([{ event: 'scheduled', startsAt: places[0] }]);
});

it('a place that is moved while the LMS ends its session is given back, and none is taken any more', async () => {
  const { db } = server.services;
  const other = await db.startTransaction().execute();
  // The move waits when it has given up the old place, before it refers to the session.
  await other.selectFrom('people').select('id').where('id', '=', seat.personId).forUpdate().execute();
  const moved = take(places[1]!);
  await waiting(1);
  const finished = applyFinish(server.services, finish);
  await waiting(2);
  await other.commit().execute();
  const outcomes = await Promise.allSettled([moved, finished]);
  expect(outcomes).toMatchObject([{ value: { startsAt: places[1] } }, { value: 'finished' }]);
  expect(await liveBooking(db, seat)).toBeUndefined();
  await expect(take(places[2]!)).rejects.toMatchObject({ details: { reason: 'no_such_place' } });
});

it('of a place that is moved while the LMS starts another session it is told under that one', async () => {
  const { db } = server.services;
  const again = { ...claims, sessionId: accessCode() };
  const other = await db.startTransaction().execute();
  await other.selectFrom('exams').select('id').where('id', '=', seat.examId).forUpdate().execute();
  const started = postStart(server, 'moodle', again);
  await waiting(1);
  const moved = take(places[1]!);
  await waiting(2);
  await other.commit().execute();
  expect(await started).toBe(200);
  const newest = await launched(again);
  expect(await moved).toMatchObject({ sessionId: newest.id });
  expect(await told(newest)).toMatchObject([{ event: 'scheduled', startsAt: places[1] }]);
});
