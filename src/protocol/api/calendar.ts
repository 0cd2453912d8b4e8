import * as v from 'valibot';
import { booking } from '../booking.ts';
import { examId, personId } from '../ids.ts';

/** What a student sees of an exam's calendar. Times are milliseconds since 1970. */
const calendar = v.object({
  now: v.number(),
  booking: v.nullable(booking),
  slots: v.array(v.object({ startsAt: v.number(), endsAt: v.number(), free: v.number() })),
});
export type CalendarView = v.InferOutput<typeof calendar>;
const ofExam = v.object({ examId });

export const calendarRoutes = {
  /** The student's place in an exam and those that can be taken. */
  examCalendar: {
    method: 'GET',
    path: '/api/v1/exams/:examId/calendar',
    access: 'student',
    params: ofExam,
    reply: calendar,
  },
  /**
   * Takes a place, giving back the one before. `conflict` with `details.reason`: `no_such_place`, `full`, `too_late` (to
   * change: 24 hours before).
   */
  bookPlace: {
    method: 'PUT',
    path: '/api/v1/exams/:examId/booking',
    access: 'student',
    params: ofExam,
    body: v.object({ startsAt: v.number() }),
    reply: calendar,
  },
  cancelPlace: {
    method: 'DELETE',
    path: '/api/v1/exams/:examId/booking',
    access: 'student',
    params: ofExam,
    reply: calendar,
  },
} as const;

export const consoleCalendarRoutes = {
  /** Who comes when: what a proctor has before them. At most 62 days. */
  consoleCalendar: {
    method: 'GET',
    path: '/api/v1/console/calendar',
    access: 'proctor',
    query: v.object({
      from: v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)),
      to: v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)),
    }),
    reply: v.object({
      slots: v.array(
        v.object({
          examId,
          examName: v.string(),
          startsAt: v.number(),
          endsAt: v.number(),
          capacity: v.number(),
          students: v.array(v.object({ id: personId, name: v.string() })),
        }),
      ),
    }),
  },
} as const;
