import * as v from 'valibot';
import { sessionId } from './ids.ts';
import { sessionRow } from './api.ts';
import { chatMessage, sessionView } from './views.ts';
import { wireError } from './errors.ts';
import { warning } from './warnings.ts';

/**
 * Messages of the live socket `GET /api/v1/live?ticket=…&protocol=…` (JSON text frames). The socket only makes
 * things quicker: everything it tells can also be fetched, and nothing is acknowledged over it.
 */
export const LIVE_PATH = '/api/v1/live';

/** Student's machine → server. A ping every 5 s is also the heartbeat of the session. */
export const fromStudent = v.variant('type', [
  v.object({
    type: v.literal('ping'),
    sentAt: v.number(),
    /** Whether the camera is being recorded right now. */
    capturing: v.boolean(),
    savedUpTo: v.nullable(v.number()),
  }),
]);
export const toStudent = v.variant('type', [
  v.object({ type: v.literal('pong'), sentAt: v.number(), now: v.number() }),
  v.object({ type: v.literal('session'), session: sessionView }),
  v.object({ type: v.literal('chat'), message: chatMessage }),
  v.object({ type: v.literal('error'), ...wireError.entries }),
]);

/** Console → server. */
export const fromProctor = v.variant('type', [
  v.object({ type: v.literal('ping'), sentAt: v.number() }),
  /** Follow one session in detail, or none. */
  v.object({ type: v.literal('watch'), sessionId: v.nullable(sessionId) }),
]);
export const toProctor = v.variant('type', [
  v.object({ type: v.literal('pong'), sentAt: v.number(), now: v.number() }),
  v.object({ type: v.literal('row'), row: sessionRow }),
  v.object({ type: v.literal('chat'), sessionId, message: chatMessage }),
  v.object({ type: v.literal('warning'), sessionId, warning }),
  v.object({ type: v.literal('error'), ...wireError.entries }),
]);

export type FromStudent = v.InferOutput<typeof fromStudent>;
export type ToStudent = v.InferOutput<typeof toStudent>;
export type FromProctor = v.InferOutput<typeof fromProctor>;
export type ToProctor = v.InferOutput<typeof toProctor>;

export const PING_MS = 5000;
/** Silence after which the server takes a session for interrupted: four pings missed. */
export const SILENCE_MS = 20_000;
