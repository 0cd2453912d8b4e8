import * as v from 'valibot';
import { examId, sessionId } from '../ids.ts';
import { institutionView, language, person } from '../views.ts';

/** What an exam that an LMS launched needs besides: signing in by the launch itself, and the way into the LMS. */
export const launchRoutes = {
  /**
   * Trades the one-use ticket of the page that answers an LMS's start (`<meta name="examus-launch">`) for a login of
   * the student whom the LMS named. `wrong_credentials` when it is used up or too old.
   */
  launch: {
    method: 'POST',
    path: '/api/v1/launch',
    access: 'public',
    body: v.object({ ticket: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) }),
    reply: v.object({
      token: v.string(),
      expiresAt: v.number(),
      person,
      institution: institutionView,
      examId,
      sessionId,
      /** What the LMS speaks with the student, where we have it: holds until they choose another. */
      language: v.optional(v.nullable(language), null),
    }),
  },
  /**
   * The address that opens the exam in the LMS; it signs the student in there, so it is given while the session runs
   * and is not to be kept. `wrong_phase` before and after, `not_found` for a session that no LMS launched.
   */
  sessionEntry: {
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/entry',
    access: 'student',
    params: v.object({ sessionId }),
    reply: v.object({ url: v.string() }),
  },
} as const;
