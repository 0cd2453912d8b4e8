import type { FastifyReply } from 'fastify';
import { isOver } from '../../protocol/session.ts';
import { issueToken, tokenTtlMs } from '../auth/tokens.ts';
import { liveBooking, miss } from '../calendar/bookings.ts';
import { sendCalendarPage } from '../calendar/calendar-page.ts';
import { calendarOf } from '../calendar/calendar-view.ts';
import { slotState } from '../calendar/slots.ts';
import type { Services } from '../context.ts';
import type { SessionRecord } from '../sessions/session-record.ts';
import {
  type ExamFacts,
  sendFinishedPage,
  sendLaunchPage,
  sendNotAvailablePage,
  type Visit,
} from './start-pages.ts';

/** What the calendar page was asked for besides. */
export interface CalendarWish {
  integrationName: string;
  /** The student's own, e.g. `Asia/Almaty`; null = the institution's. */
  timeZone: string | null;
  /** A text for what has just been refused. */
  problem: string | null;
}

/** The one page that fits a launched session now (facts 3.6): finished, not open, its calendar, or off it goes. */
export async function answerSession(
  services: Services,
  visit: Visit,
  session: SessionRecord,
  exam: ExamFacts,
  wish: CalendarWish,
): Promise<FastifyReply> {
  const { db } = services;
  const now = services.now();
  if (isOver(session.phase)) return sendFinishedPage(visit, exam, await finishUrlOf(services, session));
  const { startsAt, endsAt, schedule } = session.settings;
  if (schedule && session.phase === 'created') {
    const booking = await liveBooking(db, session);
    const state = booking && slotState(booking.startsAt, now);
    // Nobody came in time: given back at once, so that the next start can book anew.
    if (booking && state === 'late') await db.transaction().execute((trx) => miss(trx, booking, now));
    if (state !== 'open') {
      const { token: ticket } = await issueToken(db, {
        kind: 'calendar',
        now,
        ttlMs: tokenTtlMs.calendar,
        personId: session.personId,
        sessionId: session.id,
      });
      const calendar = await calendarOf(services, session, session.settings);
      return sendCalendarPage(visit, exam, calendar, { ...wish, ticket, isMissed: state === 'late' });
    }
  }
  const isOpen = (startsAt === null || now >= startsAt) && (endsAt === null || now < endsAt);
  if (!schedule && session.startedAt === null && !isOpen) {
    return sendNotAvailablePage(visit, exam, { startsAt, endsAt, now });
  }
  const { token: ticket } = await issueToken(db, {
    kind: 'launch',
    now,
    ttlMs: tokenTtlMs.launch,
    personId: session.personId,
    sessionId: session.id,
  });
  return sendLaunchPage(visit, exam, {
    ticket,
    goodForMs: tokenTtlMs.launch,
    origin: services.origin(),
    extensionIds: services.config.extensionIds,
  });
}

async function finishUrlOf({ db }: Services, { id }: SessionRecord): Promise<string | null> {
  const row = await db
    .selectFrom('launches')
    .select('finishUrl')
    .where('sessionId', '=', id)
    .executeTakeFirst();
  return row?.finishUrl ?? null;
}
