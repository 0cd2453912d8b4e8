import { type Accommodation, withAccommodation } from '../../protocol/accommodation.ts';
import type { HandlerReply } from '../../protocol/api.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { CloseReason, Phase, SessionState } from '../../protocol/session.ts';
import type { ExamListItem, Person } from '../../protocol/views.ts';
import { grantsOf } from '../accommodations/granted.ts';
import { newestPlaces, withPlace } from '../calendar/with-place.ts';
import type { Services } from '../context.ts';
import type { Queries } from '../store/database.ts';
import { getInstitution } from '../store/institutions.ts';
import { type Attempt, examState, launchedState, opensAt } from './exam-state.ts';
import { reviewOf } from '../sessions/session-view.ts';
import { type ExamOfStudent, type ExamRow, examsFor } from './exams-of-student.ts';

/** The student's list: each exam with what can be done now, and their latest attempt with its verdict. */
export async function listExams(services: Services, person: Person): Promise<HandlerReply<'listExams'>> {
  const { db, now: clock } = services;
  const now = clock();
  const institution = await getInstitution(db, person.institutionId);
  const attempts = Map.groupBy(await attemptsOf(db, person), ({ examId }) => examId);
  const theirs = await examsFor(db, person);
  const grants = await grantsOf(db, person);
  const places = theirs.some(hasOwnCalendar) ? await newestPlaces(db, person.id) : null;
  const exams = theirs.map((exam): ExamListItem => {
    const own = attempts.get(exam.id) ?? [];
    const last = own.at(-1);
    const settings = settingsFor(exam, last, grants.get(exam.id) ?? null);
    const { startsAt, endsAt, durationMinutes, mode, trial } = settings;
    const isOwn = exam.integrationId === null;
    const plain = {
      state: isOwn ? stateOf({ ...exam, settings }, own, now) : launchedState(settings, last, now),
      opensAt: opensAt(settings),
    };
    const isAsked = hasOwnCalendar(exam) && isYetToBegin(plain.state, last);
    const standing = isAsked ? withPlace(plain, places?.get(exam.id), settings.autoRescheduling, now) : plain;
    return {
      id: exam.id,
      name: exam.name,
      courseName: exam.courseName,
      institutionName: institution.name,
      startsAt,
      endsAt,
      durationMinutes,
      mode,
      trial,
      lms: exam.lms,
      recordTab: settings.recordTab,
      demands: { allowMultipleDisplays: settings.allowMultipleDisplays, softChecks: settings.softChecks },
      ...standing,
      session: last
        ? {
            id: last.id,
            phase: last.phase,
            closeReason: last.closeReason,
            review: reviewOf(last),
          }
        : null,
    };
  });
  return { now, exams };
}

/** The calendar of an LMS's exam is looked at on the page that its start leads to. */
const hasOwnCalendar = ({ integrationId, settings }: ExamRow): boolean =>
  integrationId === null && settings.schedule;

/** Only what has not been agreed to is begun in one's place in the calendar alone, as `assertBooked` has it. */
const isYetToBegin = (state: ExamListItem['state'], last: { phase: Phase } | undefined): boolean =>
  state === 'upcoming' || state === 'open' || (state === 'running' && last?.phase === 'created');

/** Who was taken off an exam goes on with what they began; the rest is over for them. */
function stateOf({ settings, isTheirs }: ExamOfStudent, own: readonly Attempt[], now: number) {
  const state = examState(settings, own, now);
  const hasBegun = own.at(-1)?.startedAt !== null;
  return isTheirs || (state === 'running' && hasBegun) ? state : 'finished';
}

async function attemptsOf(db: Queries, person: Person) {
  const rows = await db
    .selectFrom('sessions')
    .leftJoin('reviews', 'reviews.sessionId', 'sessions.id')
    .select([
      'sessions.id',
      'sessions.examId',
      'sessions.phase',
      'sessions.state',
      'sessions.startedAt',
      'sessions.settings',
      'reviews.state as verdict',
      'reviews.comment',
      'reviews.decidedAt',
      'reviews.reopenedAt',
    ])
    .where('sessions.personId', '=', person.id)
    .orderBy('sessions.attempt')
    .execute();
  return rows.map((row) => ({ ...row, closeReason: closeReasonOf(row.state) }));
}

/** An LMS gives single students other times; those stand in their session alone, with what they are granted here. */
const settingsFor = (
  exam: ExamRow,
  last: { settings: ExamSettings } | undefined,
  granted: Accommodation | null,
): ExamSettings =>
  exam.integrationId !== null && last ? last.settings : withAccommodation(exam.settings, granted);

const closeReasonOf = (state: SessionState): CloseReason | null =>
  state.phase === 'closed' ? state.reason : null;
