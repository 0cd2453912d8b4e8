import { withAccommodation } from '../../protocol/accommodation.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { ExamId, SessionId } from '../../protocol/ids.ts';
import { isOver } from '../../protocol/session.ts';
import type { Person } from '../../protocol/views.ts';
import { grantedTo } from '../accommodations/granted.ts';
import { issueToken } from '../auth/tokens.ts';
import { assertBooked } from '../calendar/assert-booked.ts';
import type { Services } from '../context.ts';
import { examState, opensAt } from '../exams/exam-state.ts';
import { type ExamOfStudent, type ExamRow, findExamFor } from '../exams/exams-of-student.ts';
import { giveShare } from '../grid/shares.ts';
import { changeSession } from './change-session.ts';
import { firstRow } from './first-row.ts';
import { renewSettings } from './renew-settings.ts';
import type { SessionRecord } from './session-record.ts';
import { closeReasonOf } from './session-view.ts';

/** What was recorded may go up for so long after the session was last opened, whoever has signed out since. */
const UPLOAD_TOKEN_TTL_MS = 14 * 24 * 3600_000;

/**
 * Gives the student's session of an exam: the one that can be gone on with, else a new one. Rejects with `not_found`,
 * `not_open_yet`, `exam_over`. Two calls at once get the same session.
 */
export async function openSession(
  services: Services,
  student: Person,
  examId: ExamId,
): Promise<{ sessionId: SessionId; uploadToken: string }> {
  const { db } = services;
  const now = services.now();
  const exam = await findExamFor(db, student, examId);
  if (!exam) throw new ExamusError('not_found', 'no such exam');
  const going = await sessionToGoOnWith(services, student, exam);
  const seat = { examId, personId: student.id };
  await assertBooked(db, seat, going?.settings ?? exam.settings, going?.phase ?? 'created', now);
  const session = going ?? (await newSession(services, student, exam));
  const { token } = await issueToken(db, {
    kind: 'upload',
    now,
    ttlMs: UPLOAD_TOKEN_TTL_MS,
    personId: student.id,
    sessionId: session.id,
  });
  return { sessionId: session.id, uploadToken: token };
}

const sessionsOf = ({ db }: Services, student: Person, exam: ExamRow): Promise<SessionRecord[]> =>
  db
    .selectFrom('sessions')
    .selectAll()
    .where('examId', '=', exam.id)
    .where('personId', '=', student.id)
    .orderBy('attempt', 'desc')
    .execute();

async function sessionToGoOnWith(
  services: Services,
  student: Person,
  exam: ExamOfStudent,
): Promise<SessionRecord | undefined> {
  const [newest] = await sessionsOf(services, student, exam);
  if (!newest || isOver(newest.phase)) return undefined;
  // What holds for a session that an LMS launched, the LMS said when it did.
  if (newest.startedAt !== null || exam.integrationId !== null) return newest;
  if (!exam.isTheirs) return undefined;
  const granted = await grantedTo(services.db, student, exam.id);
  return changeSession(services, newest.id, async (change) => {
    await renewSettings(change, exam.settings, granted);
    return change.session;
  });
}

async function newSession(services: Services, student: Person, exam: ExamOfStudent): Promise<SessionRecord> {
  if (!exam.isTheirs) throw new ExamusError('not_found', 'no such exam');
  const now = services.now();
  if (exam.integrationId !== null) {
    throw new ExamusError('exam_over', 'this exam is begun in the LMS alone', { state: 'finished' });
  }
  const earlier = await sessionsOf(services, student, exam);
  const granted = await grantedTo(services.db, student, exam.id);
  assertOpen(withAccommodation(exam.settings, granted), earlier, now);
  const attempt = (earlier[0]?.attempt ?? 0) + 1;
  const created = await services.db
    .insertInto('sessions')
    .values(firstRow(exam, { personId: student.id, attempt, now, launchedByLms: false, granted }))
    .onConflict((conflict) => conflict.columns(['examId', 'personId', 'attempt']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (created) {
    await giveShare(services.db, exam.id, student.id);
    services.live.sessionChanged(created.id);
    return created;
  }
  const byOtherCall = await sessionToGoOnWith(services, student, exam);
  if (!byOtherCall) throw new ExamusError('exam_over', 'this exam was just taken');
  return byOtherCall;
}

function assertOpen(settings: ExamSettings, earlier: readonly SessionRecord[], now: number): void {
  const attempts = earlier
    .map(({ phase, state, startedAt }) => ({ phase, startedAt, closeReason: closeReasonOf(state) }))
    .reverse();
  const state = examState(settings, attempts, now);
  if (state === 'open') return;
  if (state === 'upcoming') {
    throw new ExamusError('not_open_yet', 'this exam has not opened yet', { opensAt: opensAt(settings) });
  }
  throw new ExamusError('exam_over', 'this exam can be taken no more', { state });
}
