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
import { pluginClaims, pluginTime } from '../conformance/moodle-claims.ts';
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

let seat: Seat & { sessionId: NonNullable<Seat['sessionId']> };
let places: number[];
let take: (startsAt: number) => ReturnType<typeof book>;
beforeEach(async () => {
  const { db, now } = server.services;
  const claims = pluginClaims('https://moodle.example', {
    schedule: true,
    startDate: pluginTime(now() + 2 * DAY_MS),
    endDate: pluginTime(now() + 9 * DAY_MS),
  });
  expect(await postStart(server, 'moodle', claims)).toBe(200);
  const { id, settings, institutionId, examId, personId } = await db
    .selectFrom('sessions as s')
    .innerJoin('launches as l', 'l.sessionId', 's.id')
    .selectAll('s')
    .where('l.lmsSessionId', '=', claims.sessionId)
    .executeTakeFirstOrThrow();
  seat = { institutionId, examId, personId, sessionId: id };
  places = await offeredPlaces(db, institutionId, settings, now());
  take = (startsAt) => book(server.services, seat, settings, startsAt);
  await take(places[0]!);
});

const told = async () => {
  const rows = await server.services.db
    .selectFrom('outbox')
    .select('body')
    .where('sessionId', '=', seat.sessionId)
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
  await other.selectFrom('sessions').select('id').where('id', '=', seat.sessionId).forUpdate().execute();
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
  const finish = await db.startTransaction().execute();
  await cancelForFinish(finish, seat.sessionId, now());
  const cancelled = cancelBooking(server.services, seat);
  await waiting(1);
  await finish.commit().execute();
  await cancelled;
  expect(await told()).toMatchObject([{ event: 'scheduled', startsAt: places[0] }]);
});
