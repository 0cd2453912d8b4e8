import type { HandlerReply } from '../../protocol/api.ts';
import type { CloseReason, SessionState } from '../../protocol/session.ts';
import type { ExamListItem, Person } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import type { Queries } from '../store/database.ts';
import { getInstitution } from '../store/institutions.ts';
import { examState, opensAt } from './exam-state.ts';
import { reviewOf } from '../sessions/session-view.ts';
import { examsFor } from './exams-of-student.ts';

/** The student's list: each exam with what can be done now, and their latest attempt with its verdict. */
export async function listExams(services: Services, person: Person): Promise<HandlerReply<'listExams'>> {
  const { db, now: clock } = services;
  const now = clock();
  const institution = await getInstitution(db, person.institutionId);
  const attempts = Map.groupBy(await attemptsOf(db, person), ({ examId }) => examId);
  const exams = (await examsFor(db, person)).map((exam): ExamListItem => {
    const own = attempts.get(exam.id) ?? [];
    const last = own.at(-1);
    const { startsAt, endsAt, durationMinutes, mode, trial } = exam.settings;
    return {
      id: exam.id,
      name: exam.name,
      courseName: exam.courseName,
      institutionName: institution.name,
      startsAt,
      endsAt,
      opensAt: opensAt(exam.settings),
      durationMinutes,
      mode,
      trial,
      lms: exam.lms,
      recordTab: exam.settings.recordTab,
      state: examState(exam.settings, own, now),
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

const closeReasonOf = (state: SessionState): CloseReason | null =>
  state.phase === 'closed' ? state.reason : null;
