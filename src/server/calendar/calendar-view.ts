import type { CalendarView } from '../../protocol/api/calendar.ts';
import type { Booking } from '../../protocol/booking.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { Services } from '../context.ts';
import { type BookingRow, liveBooking, type Seat, takenPlaces } from './bookings.ts';
import { offeredPlaces } from './offered-places.ts';
import { CANCEL_BEFORE_MS, mostAtOnce, OPENS_BEFORE_MS } from './slots.ts';

/** A student's place and those that are free. */
export async function calendarOf(
  { db, now: clock }: Pick<Services, 'db' | 'now'>,
  seat: Pick<Seat, 'institutionId' | 'examId' | 'personId'>,
  settings: ExamSettings,
): Promise<CalendarView> {
  const now = clock();
  const booking = await liveBooking(db, seat);
  const taken = await takenPlaces(db, seat.examId, now);
  const places = await offeredPlaces(db, seat.institutionId, settings, now);
  const slots = places.map((startsAt) => {
    const endsAt = startsAt + settings.durationMinutes * 60_000;
    const sitting = mostAtOnce(taken, { from: startsAt, to: endsAt });
    return { startsAt, endsAt, free: Math.max(0, settings.slotCapacity - sitting) };
  });
  return { now, booking: booking ? toBooking(booking) : null, slots };
}

export const toBooking = ({ startsAt, endsAt }: Pick<BookingRow, 'startsAt' | 'endsAt'>): Booking => ({
  startsAt,
  endsAt,
  opensAt: startsAt - OPENS_BEFORE_MS,
  cancelBy: startsAt - CANCEL_BEFORE_MS,
});
