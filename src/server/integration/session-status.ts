import type { IntegrationId } from '../../protocol/ids.ts';
import { isOver } from '../../protocol/session.ts';
import { liveBooking } from '../calendar/bookings.ts';
import { slotState } from '../calendar/slots.ts';
import type { SessionRecord } from '../sessions/session-record.ts';
import type { Queries } from '../store/database.ts';
import { accountIdOf, isoTime } from './outbox/review-body.ts';

/** As the API documents it. */
export type StatusName =
  | 'not_scheduled'
  | 'early_to_start'
  | 'ready_to_start'
  | 'late_to_start'
  | 'started'
  | 'finished';

/** Null when no such session was ever started. */
export async function sessionStatus(
  db: Queries,
  integrationId: IntegrationId,
  lmsSessionId: string,
  now: number,
) {
  const row = await db
    .selectFrom('launches as l')
    .innerJoin('sessions as s', 's.id', 'l.sessionId')
    .selectAll('s')
    .select(['l.accountId', 'l.claims'])
    .where('l.integrationId', '=', integrationId)
    .where('l.lmsSessionId', '=', lmsSessionId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    accountId: accountIdOf(row),
    sessionId: lmsSessionId,
    status: await statusOf(db, row, now),
    sessionStart: row.startedAt === null ? null : isoTime(row.startedAt),
    sessionEnd: row.endedAt === null ? null : isoTime(row.endedAt),
  };
}

async function statusOf(db: Queries, session: SessionRecord, now: number): Promise<StatusName> {
  if (isOver(session.phase)) return 'finished';
  if (session.startedAt !== null) return 'started';
  const { schedule, startsAt, endsAt } = session.settings;
  if (schedule) {
    const booking = await liveBooking(db, session);
    if (!booking) return 'not_scheduled';
    return ({ early: 'early_to_start', open: 'ready_to_start', late: 'late_to_start' } as const)[
      slotState(booking.startsAt, now)
    ];
  }
  if (startsAt !== null && now < startsAt) return 'early_to_start';
  return endsAt !== null && now >= endsAt ? 'late_to_start' : 'ready_to_start';
}
