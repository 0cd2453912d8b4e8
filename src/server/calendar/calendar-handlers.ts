import { withAccommodation } from '../../protocol/accommodation.ts';
import type { CalendarView } from '../../protocol/api/calendar.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { ExamId } from '../../protocol/ids.ts';
import type { Person } from '../../protocol/views.ts';
import { grantedTo } from '../accommodations/granted.ts';
import type { Services } from '../context.ts';
import { type ExamRow, findExamFor } from '../exams/exams-of-student.ts';
import { mayProctor } from '../grid/may-proctor.ts';
import type { Handlers } from '../http/routes.ts';
import { book, cancelBooking, launchedSession, liveBooking, type Seat } from './bookings.ts';
import { calendarOf } from './calendar-view.ts';

interface FoundSeat {
  exam: ExamRow;
  seat: Seat;
  /** The exam's as they hold for this student: how long their place is. */
  settings: ExamSettings;
}

const MAX_SPAN_MS = 62 * 24 * 3600_000;

export function calendarHandlers(
  services: Services,
): Pick<Handlers, 'examCalendar' | 'bookPlace' | 'cancelPlace' | 'consoleCalendar'> {
  const { db } = services;

  /** Rejects with `not_found` for an exam that is not theirs or needs no place. */
  async function seatOf(student: Person, examId: ExamId): Promise<FoundSeat> {
    const exam = await findExamFor(db, student, examId);
    if (!exam?.settings.schedule) throw new ExamusError('not_found', 'no exam with a calendar');
    const { institutionId, id: personId } = student;
    const seat = { institutionId, examId, personId };
    const launched = await launchedSession(db, seat);
    const granted = await grantedTo(db, student, examId);
    return { exam, seat, settings: launched?.settings ?? withAccommodation(exam.settings, granted) };
  }
  const view = ({ seat, settings }: FoundSeat): Promise<CalendarView> => calendarOf(services, seat, settings);

  return {
    examCalendar: async ({ input, caller }) => view(await seatOf(caller.person, input.params.examId)),
    async bookPlace({ input, caller }) {
      const found = await seatOf(caller.person, input.params.examId);
      await assertNoMissed(services, found.exam, found.seat);
      await book(services, found.seat, found.settings, input.body.startsAt);
      return view(found);
    },
    async cancelPlace({ input, caller }) {
      const found = await seatOf(caller.person, input.params.examId);
      await cancelBooking(services, found.seat);
      return view(found);
    },
    async consoleCalendar({ input, caller }) {
      const { from, to } = input.query;
      const rows = await db
        .selectFrom('bookings as b')
        .innerJoin('exams as e', 'e.id', 'b.examId')
        .innerJoin('people as p', 'p.id', 'b.personId')
        .select(['b.examId', 'e.name as examName', 'e.settings', 'b.startsAt', 'b.endsAt'])
        .select(['p.id', 'p.name'])
        .where('b.institutionId', '=', caller.person.institutionId)
        .where(mayProctor(caller.person, 'e.id'))
        .where('b.state', 'in', ['booked', 'used'])
        .where('b.startsAt', '>=', from)
        .where('b.startsAt', '<', Math.min(to, from + MAX_SPAN_MS))
        .orderBy('b.startsAt')
        .orderBy('p.name')
        .execute();
      const groups = Map.groupBy(rows, ({ examId, startsAt }) => `${startsAt} ${examId}`);
      return {
        slots: [...groups.values()].map((group) => {
          const { examId, examName, startsAt, endsAt, settings } = group[0]!;
          const students = group.map(({ id, name }) => ({ id, name }));
          return { examId, examName, startsAt, endsAt, capacity: settings.slotCapacity, students };
        }),
      };
    },
  };
}

/** Who missed their place books again where the exam says so, or once they were granted another attempt; an LMS decides that by itself. */
async function assertNoMissed({ db }: Services, exam: ExamRow, seat: Seat): Promise<void> {
  if (exam.settings.autoRescheduling || exam.integrationId !== null) return;
  if (await liveBooking(db, seat)) return;
  const missed = await db
    .selectFrom('bookings')
    .select('id')
    .where('examId', '=', seat.examId)
    .where('personId', '=', seat.personId)
    .where('state', '=', 'missed')
    .executeTakeFirst();
  if (missed) throw new ExamusError('exam_over', 'the place was missed; the institution can grant another');
}
