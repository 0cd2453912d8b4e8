import * as v from 'valibot';
import { examId, sessionId } from '../ids.ts';
import { sealKey } from '../seal.ts';
import { institutionView, person, sessionView } from '../views.ts';
import { launchRoutes } from './launch.ts';
import { lockedQuizRoutes } from './locked-quiz.ts';
import { type Route, route } from './route.ts';

const inSession = v.object({ sessionId });

/** What the service worker calls. It is loaded for every event, so the shapes of the other routes stay out of it. */
export const workerRoutes = {
  /** What a client must know before anybody signs in. */
  serverInfo: route({
    method: 'GET',
    path: '/api/v1/server',
    access: 'public',
    reply: v.object({
      name: v.string(),
      protocol: v.object({ min: v.number(), max: v.number() }),
      now: v.number(),
      institutions: v.array(institutionView),
    }),
  }),
  /** Trades the one-time code of the sign-in page for a token (OAuth 2.0 code + PKCE, RFC 7636). */
  token: route({
    method: 'POST',
    path: '/api/v1/auth/token',
    access: 'public',
    body: v.object({
      code: v.pipe(v.string(), v.maxLength(200)),
      verifier: v.pipe(v.string(), v.maxLength(200)),
    }),
    reply: v.object({ token: v.string(), expiresAt: v.number(), person, institution: institutionView }),
  }),
  /** Forgets the token. `endSessionUrl` ends the login at the institution too, where it can be ended. */
  signOut: route({
    method: 'POST',
    path: '/api/v1/auth/sign-out',
    access: 'signed-in',
    reply: v.object({ endSessionUrl: v.nullable(v.string()) }),
  }),
  /** Begins a session, or gives the one that can be gone on with. */
  openSession: route({
    method: 'POST',
    path: '/api/v1/exams/:examId/sessions',
    access: 'student',
    params: v.object({ examId }),
    reply: v.object({ session: sessionView, uploadToken: v.string(), sealKey }),
  }),
  session: route({
    method: 'GET',
    path: '/api/v1/sessions/:sessionId',
    access: 'upload',
    params: inSession,
    reply: sessionView,
  }),
  /** The student is ready: the exam runs, or waits for admission. */
  begin: route({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/begin',
    access: 'student',
    params: inSession,
    reply: sessionView,
  }),
  /** The student gives up for now; the session can be gone on with. */
  leaveSession: route({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/leave',
    access: 'student',
    params: inSession,
    reply: sessionView,
  }),
  ...launchRoutes,
  ...lockedQuizRoutes,
} as const satisfies Record<string, Route>;
