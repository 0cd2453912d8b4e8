import { ExamusError } from '../../protocol/errors.ts';
import type { ComparedAttempt } from '../../protocol/api/locked-quiz.ts';
import type { ExamId, SessionId } from '../../protocol/ids.ts';
import { lmsUserIdOf } from '../integration/launch-people.ts';
import { isBlindNow, pseudonymOf } from '../review/blind.ts';
import type { Database } from '../store/database.ts';
import { plainName, readAttempts } from './attempts-file.ts';

/** Clocks of LMS and server differ, and a quiz is opened a moment before or after the recording begins. */
const SLACK_MS = 2 * 60_000;

interface Session {
  id: SessionId;
  startedAt: number | null;
  endedAt: number | null;
  student: string;
  names: string[];
  /** Whose it is, is kept from reviewers: a name of the file must not lead to it. */
  isBlind: boolean;
}

interface Compared {
  attempts: ComparedAttempt[];
  withoutAttempt: { sessionId: SessionId; student: string; startedAt: number | null }[];
}

/**
 * Which attempts of an LMS's export were made in a session: by the account or name of the student and, where the file
 * has times, by a session that ran when the attempt began. Every session answers for one attempt.
 */
export async function compareAttempts(
  db: Database,
  examId: ExamId,
  { csv, timeZone }: { csv: string; timeZone?: string | undefined },
): Promise<Compared> {
  const exam = await db
    .selectFrom('exams')
    .innerJoin('institutions', 'institutions.id', 'exams.institutionId')
    .select(['institutions.support', 'institutions.id as institutionId'])
    .where('exams.id', '=', examId)
    .executeTakeFirstOrThrow();
  const listed = readAttempts(csv, assertTimeZone(timeZone ?? exam.support.timeZone));
  const sessions = await sessionsOf(db, examId);
  const free = new Set(sessions.filter(({ startedAt }) => startedAt !== null));
  const attempts = listed.map(({ line, student, names, startedAt }): ComparedAttempt => {
    const theirs = sessions.filter((session) => session.names.some((name) => names.includes(name)));
    const ran = theirs.filter((session) => free.has(session));
    const session = startedAt === null ? ran[0] : ran.find((it) => ranAt(it, startedAt));
    if (session) free.delete(session);
    const finding = session
      ? 'covered'
      : theirs.length === 0
        ? 'unknown_person'
        : ran.length > 0
          ? 'not_running'
          : 'no_session';
    return { line, student, startedAt, finding, sessionId: session && !session.isBlind ? session.id : null };
  });
  return {
    attempts,
    withoutAttempt: [...free].map(({ id, student, startedAt }) => ({ sessionId: id, student, startedAt })),
  };
}

const ranAt = ({ startedAt, endedAt }: Session, at: number): boolean =>
  startedAt !== null && at >= startedAt - SLACK_MS && (endedAt === null || at <= endedAt + SLACK_MS);

async function sessionsOf(db: Database, examId: ExamId): Promise<Session[]> {
  const rows = await db
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.personId')
    .leftJoin('reviews', (join) =>
      join.onRef('reviews.sessionId', '=', 'sessions.id').on('reviews.reopenedAt', 'is', null),
    )
    .select([
      'sessions.id',
      'sessions.startedAt',
      'sessions.endedAt',
      'people.name',
      'people.email',
      'people.userName',
      'people.subject',
      'people.source',
      'sessions.settings',
      'sessions.phase',
      'reviews.decidedAt',
    ])
    .where('sessions.examId', '=', examId)
    .orderBy('sessions.createdAt')
    .execute();
  return rows.map(({ id, startedAt, endedAt, name, email, userName, subject, source, ...row }) => {
    const isBlind = isBlindNow(row);
    return {
      id,
      startedAt,
      endedAt,
      isBlind,
      student: isBlind ? pseudonymOf(id) : name,
      // Whom an LMS started goes by the name they have there.
      names: [email, userName, source === 'lms' ? lmsUserIdOf(subject) : subject, name]
        .filter((it) => it !== null && it !== '')
        .map((it) => plainName(it!)),
    };
  });
}

function assertTimeZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch (cause) {
    throw new ExamusError('bad_request', 'no such time zone', { timeZone }, { cause });
  }
}
