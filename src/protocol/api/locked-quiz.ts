import * as v from 'valibot';
import { examId, sessionId } from '../ids.ts';

const password = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** What the extension asks of a quiz that its LMS locks with a password. */
export const lockedQuizRoutes = {
  /**
   * The password that opens the quiz of a running session, null when the quiz has none. `wrong_phase` when it does not
   * run: nobody gets it who is not recorded. That it was given stands in the session's record.
   */
  quizPassword: {
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/quiz-password',
    access: 'student',
    params: v.object({ sessionId }),
    reply: v.object({ password: v.nullable(password) }),
  },
} as const;

/** A row of the LMS's list of attempts beside the sessions of the same person. */
export const comparedAttempt = v.object({
  /** Number of the line in the file, the heading being 1. */
  line: v.number(),
  /** As the file has it. */
  student: v.string(),
  startedAt: v.nullable(v.number()),
  finding: v.picklist(['covered', 'no_session', 'not_running', 'unknown_person']),
  sessionId: v.nullable(sessionId),
});
export type ComparedAttempt = v.InferOutput<typeof comparedAttempt>;

/** What staff do with it in the console. */
export const lockedQuizConsoleRoutes = {
  /** Keeps the password by which the LMS locks an exam's quiz; null forgets it. It is never given back here. */
  setQuizPassword: {
    method: 'PUT',
    path: '/api/v1/console/exams/:examId/quiz-password',
    access: 'admin',
    params: v.object({ examId }),
    body: v.object({ password: v.nullable(password) }),
    reply: v.object({ isSet: v.boolean() }),
  },
  /**
   * Compares the LMS's own list of attempts (its CSV export, as text) with the sessions of the exam: an attempt without a
   * session was made unproctored. `bad_request` when the columns are not understood, with those found.
   */
  compareAttempts: {
    method: 'POST',
    path: '/api/v1/console/exams/:examId/lms-attempts',
    access: 'proctor',
    params: v.object({ examId }),
    body: v.object({
      csv: v.pipe(v.string(), v.minLength(1), v.maxLength(4_000_000)),
      /** Of the times in the file, where they name none, e.g. `Asia/Almaty`; the institution's own without it. */
      timeZone: v.optional(v.pipe(v.string(), v.maxLength(60))),
    }),
    reply: v.object({
      attempts: v.array(comparedAttempt),
      /** Sessions of the exam for which the file has no attempt. */
      withoutAttempt: v.array(
        v.object({ sessionId, student: v.string(), startedAt: v.nullable(v.number()) }),
      ),
    }),
  },
} as const;
