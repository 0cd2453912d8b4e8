import { ExamusError } from '../../protocol/errors.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { Phase } from '../../protocol/session.ts';
import type { Queries } from '../store/database.ts';
import { liveBooking, type Seat } from './bookings.ts';
import { OPENS_BEFORE_MS, slotState } from './slots.ts';

/**
 * An exam with a calendar is begun in one's own place alone. Who has agreed to it in their time may go on afterwards.
 * Rejects with `not_open_yet`, `exam_over`.
 */
export async function assertBooked(
  db: Queries,
  seat: Pick<Seat, 'examId' | 'personId'>,
  settings: ExamSettings,
  phase: Phase,
  now: number,
): Promise<void> {
  if (!settings.schedule || phase !== 'created') return;
  const booking = await liveBooking(db, seat);
  if (!booking)
    throw new ExamusError('not_open_yet', 'take a place in the calendar first', { opensAt: null });
  const state = slotState(booking.startsAt, now);
  if (state === 'early') {
    const opensAt = booking.startsAt - OPENS_BEFORE_MS;
    throw new ExamusError('not_open_yet', 'the place in the calendar has not come', { opensAt });
  }
  if (state === 'late')
    throw new ExamusError('exam_over', 'the place in the calendar was missed', { state: 'missed' });
}
