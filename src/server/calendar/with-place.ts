import type { Booking } from '../../protocol/booking.ts';
import type { ExamId, PersonId } from '../../protocol/ids.ts';
import type { ExamListItem } from '../../protocol/views.ts';
import type { Queries } from '../store/database.ts';
import type { BookingRow } from './bookings.ts';
import { toBooking } from './calendar-view.ts';
import { slotState } from './slots.ts';

export type NewestPlace = Pick<BookingRow, 'examId' | 'startsAt' | 'endsAt' | 'state'>;

/** The newest place that a student took in each exam's calendar. */
export async function newestPlaces(db: Queries, personId: PersonId): Promise<Map<ExamId, NewestPlace>> {
  const rows = await db
    .selectFrom('bookings')
    .select(['examId', 'startsAt', 'endsAt', 'state'])
    .where('personId', '=', personId)
    .orderBy('createdAt')
    .execute();
  return new Map(rows.map((row) => [row.examId, row]));
}

export interface Standing {
  state: ExamListItem['state'];
  opensAt: number | null;
  place: Booking | null;
}

/**
 * How an exam with a calendar stands for a student who has not begun: as their place does. `exam` is how it would stand
 * without a calendar.
 */
export function withPlace(
  exam: Pick<Standing, 'state' | 'opensAt'>,
  newest: NewestPlace | undefined,
  mayBookAnew: boolean,
  now: number,
): Standing {
  const booked = newest?.state === 'booked' ? toBooking(newest) : null;
  const slot = booked && slotState(booked.startsAt, now);
  if (slot === 'late' || (!booked && newest?.state === 'missed'))
    return mayBookAnew
      ? { state: 'upcoming', opensAt: null, place: null }
      : { state: 'missed', opensAt: null, place: null };
  if (!booked) return { state: 'upcoming', opensAt: null, place: null };
  const opensAt = Math.max(booked.opensAt, exam.opensAt ?? 0);
  return { state: now < opensAt ? 'upcoming' : exam.state, opensAt, place: booked };
}
