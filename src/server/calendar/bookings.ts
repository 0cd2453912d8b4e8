import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { ExamusError } from '../../protocol/errors.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { BookingId, ExamId, InstitutionId, PersonId } from '../../protocol/ids.ts';
import { isOver } from '../../protocol/session.ts';
import type { Services } from '../context.ts';
import { queueSchedule } from '../integration/outbox/queue.ts';
import type { SessionRecord } from '../sessions/session-record.ts';
import type { Queries } from '../store/database.ts';
import type { Tables } from '../store/tables.ts';
import { offeredPlaces } from './offered-places.ts';
import { canCancel, CANCEL_BEFORE_MS, mostAtOnce, type Taken } from './slots.ts';

export type BookingRow = Selectable<Tables['bookings']>;
/** Whose place in which exam. */
export interface Seat {
  institutionId: InstitutionId;
  examId: ExamId;
  personId: PersonId;
}
type Needs = Pick<Services, 'db' | 'now'>;

export const liveBooking = (
  db: Queries,
  { examId, personId }: Pick<Seat, 'examId' | 'personId'>,
): Promise<BookingRow | undefined> =>
  db
    .selectFrom('bookings')
    .selectAll()
    .where('examId', '=', examId)
    .where('personId', '=', personId)
    .where('state', '=', 'booked')
    .executeTakeFirst();

/** From when until when how many sit in places that are not over; `except` = all but this one. */
export const takenPlaces = (
  db: Queries,
  examId: ExamId,
  now: number,
  except: BookingId | null = null,
): Promise<Taken[]> =>
  db
    .selectFrom('bookings')
    .select(['startsAt as from', 'endsAt as to', (e) => e.fn.countAll<number>().as('count')])
    .where('examId', '=', examId)
    .where('state', 'in', ['booked', 'used'])
    .where('endsAt', '>', now)
    .$if(except !== null, (rows) => rows.where('id', '<>', except!))
    .groupBy(['startsAt', 'endsAt'])
    .execute();

/**
 * Until the transaction ends nobody else takes or gives back a place of that exam: of two who take the last one at
 * once, the second sees the first, and an LMS is told of a move and a cancelling in the order in which they were done.
 */
const holdPlaces = (db: Queries, examId: ExamId) =>
  db.selectFrom('exams').select('id').where('id', '=', examId).forUpdate().executeTakeFirst();

/** The session under which an LMS is told of a place; while places are held, it can start no other of that exam. */
export const launchedSession = (db: Queries, { examId, personId }: Seat) =>
  db
    .selectFrom('sessions as s')
    .innerJoin('launches as l', 'l.sessionId', 's.id')
    .select(['s.id', 's.phase', 's.settings'])
    .where('s.examId', '=', examId)
    .where('s.personId', '=', personId)
    .orderBy('s.attempt', 'desc')
    .executeTakeFirst();

/**
 * Takes a place, giving back the one they had. Rejects with `conflict`: no such place (any more), it is full, or it is
 * too late to change (`details.reason`).
 */
export async function book(
  { db: database, now: clock }: Needs,
  seat: Seat,
  settings: ExamSettings,
  startsAt: number,
): Promise<BookingRow> {
  const now = clock();
  return database.transaction().execute(async (db) => {
    await holdPlaces(db, seat.examId);
    const session = await launchedSession(db, seat);
    if (session && isOver(session.phase)) throw refusal('no_such_place');
    const places = await offeredPlaces(db, seat.institutionId, settings, now);
    if (!places.includes(startsAt)) throw refusal('no_such_place');
    const before = await liveBooking(db, seat);
    if (before?.startsAt === startsAt) return before;
    if (before && !canCancel(before.startsAt, now)) throw refusal('too_late');
    const endsAt = startsAt + settings.durationMinutes * 60_000;
    const taken = await takenPlaces(db, seat.examId, now, before?.id);
    if (mostAtOnce(taken, { from: startsAt, to: endsAt }) >= settings.slotCapacity) throw refusal('full');
    if (before) await setState(db, before.id, 'cancelled', now);
    const booking = await db
      .insertInto('bookings')
      .values({
        ...seat,
        id: randomUUID() as BookingId,
        sessionId: session?.id ?? null,
        startsAt,
        endsAt,
        state: 'booked',
        createdAt: now,
        changedAt: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    // A move is one event too: the LMS gives up the old place by itself, and a second event would lose the new one.
    await tell(db, booking, 'scheduled', now);
    return booking;
  });
}

/** Gives a place back. Rejects with `conflict` later than 24 hours before, `not_found` without one. */
export async function cancelBooking({ db: database, now: clock }: Needs, seat: Seat): Promise<void> {
  const now = clock();
  await database.transaction().execute(async (db) => {
    await holdPlaces(db, seat.examId);
    const booking = await liveBooking(db, seat);
    if (!booking) throw new ExamusError('not_found', 'no place is taken');
    if (!canCancel(booking.startsAt, now)) throw refusal('too_late');
    if (await setState(db, booking.id, 'cancelled', now)) await tell(db, booking, 'canceled', now);
  });
}

/** A place that nobody came to: the LMS is told, which lets the student book anew. */
export async function miss(db: Queries, booking: BookingRow, now: number): Promise<void> {
  if (await setState(db, booking.id, 'missed', now)) await tell(db, booking, 'canceled', now);
}

/** They may book again although they did not come. */
export async function excuseMissed(
  db: Queries,
  { examId, personId }: Pick<Seat, 'examId' | 'personId'>,
  now: number,
): Promise<void> {
  await db
    .updateTable('bookings')
    .set({ state: 'excused', changedAt: now })
    .where('examId', '=', examId)
    .where('personId', '=', personId)
    .where('state', '=', 'missed')
    .execute();
}

/** The LMS itself ended what was booked: it needs not be told. A place that is being moved is waited for. */
export async function cancelForFinish(
  db: Queries,
  { id, examId }: Pick<SessionRecord, 'id' | 'examId'>,
  now: number,
): Promise<void> {
  await holdPlaces(db, examId);
  await db
    .updateTable('bookings')
    .set({ state: 'cancelled', changedAt: now })
    .where('sessionId', '=', id)
    .where('state', '=', 'booked')
    .execute();
}

/** The LMS goes on under another session: the place goes along. */
export async function carryBookingOver(
  db: Queries,
  { id: sessionId, examId, personId }: Pick<SessionRecord, 'id' | 'examId' | 'personId'>,
): Promise<void> {
  await db
    .updateTable('bookings')
    .set({ sessionId })
    .where('examId', '=', examId)
    .where('personId', '=', personId)
    .where('state', '=', 'booked')
    .execute();
}

/** False when it was something else meanwhile. */
export async function setState(
  db: Queries,
  id: BookingId,
  state: BookingRow['state'],
  now: number,
): Promise<boolean> {
  const changed = await db
    .updateTable('bookings')
    .set({ state, changedAt: now })
    .where('id', '=', id)
    .where('state', '=', 'booked')
    .returning('id')
    .executeTakeFirst();
  return changed !== undefined;
}

async function tell(
  db: Queries,
  booking: BookingRow,
  event: 'scheduled' | 'canceled',
  now: number,
): Promise<void> {
  if (booking.sessionId === null) return;
  const launch = await db
    .selectFrom('launches')
    .select('integrationId')
    .where('sessionId', '=', booking.sessionId)
    .executeTakeFirst();
  if (!launch) return;
  const { id, sessionId, startsAt } = booking;
  await queueSchedule(
    db,
    { sessionId, integrationId: launch.integrationId, now },
    { event, startsAt, cancelBy: startsAt - CANCEL_BEFORE_MS, key: `${id} ${event}` },
  );
}

export type BookingRefusal = 'no_such_place' | 'full' | 'too_late';
const refusal = (reason: BookingRefusal): ExamusError =>
  new ExamusError('conflict', `this place cannot be taken or given back: ${reason}`, { reason });
