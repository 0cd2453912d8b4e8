import * as v from 'valibot';
import { ownImageRoutes, roomRoutes } from './api/room.ts';
import { liveRoutes } from './api/live.ts';
import { accommodation } from './accommodation.ts';
import { calendarRoutes, consoleCalendarRoutes } from './api/calendar.ts';
import { ownReviewRoutes, reviewRoutes } from './api/review.ts';
import { lockedQuizConsoleRoutes } from './api/locked-quiz.ts';
import { adminRoutes } from './api/admin.ts';
import { type Route, route, type Schema } from './api/route.ts';
import { workerRoutes } from './api/worker.ts';
import { checkReport } from './check.ts';
import { examSettings, photoKinds } from './exam-settings.ts';
import { examId, messageId, sessionId } from './ids.ts';
import { journalEntry } from './journal.ts';
import { MAX_EPOCH, recordingKind } from './recording.ts';
import { reviewDetail, reviewedWarning } from './review.ts';
import { sealedEntry } from './seal.ts';
import { closeReasons, phases } from './session.ts';
import {
  chatMessage,
  examListItem,
  institutionView,
  language,
  person,
  reviewFilters,
  reviewView,
  sessionView,
} from './views.ts';

export type { Access, Route } from './api/route.ts';

const epochMs = v.number();
const text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
const inSession = v.object({ sessionId });
const digits = v.pipe(v.string(), v.regex(/^\d{1,10}$/), v.transform(Number), v.maxValue(MAX_EPOCH));
const inSegment = v.object({ sessionId, kind: recordingKind, epoch: digits, seq: digits });
const none = v.object({});

export const sessionRow = v.object({
  id: sessionId,
  examId,
  examName: v.string(),
  studentName: v.string(),
  phase: v.picklist(phases),
  closeReason: v.nullable(v.picklist(closeReasons)),
  review: reviewView,
  createdAt: epochMs,
  startedAt: v.nullable(epochMs),
  endedAt: v.nullable(epochMs),
  /** On a break that was granted, until then at the latest. */
  breakEndsAt: v.nullable(epochMs),
  warningCount: v.number(),
  online: v.boolean(),
  /** Messages of the student that no proctor has read. */
  unreadCount: v.number(),
  /** Identity photos are there to be compared with who sits before the camera. */
  hasPhotos: v.boolean(),
});
export type SessionRow = v.InferOutput<typeof sessionRow>;

export const recordingSummary = v.object({
  kind: recordingKind,
  epochs: v.number(),
  segments: v.number(),
  bytes: v.number(),
  startAt: v.nullable(epochMs),
  endAt: v.nullable(epochMs),
  seconds: v.number(),
});

export const sessionDetail = v.object({
  ...sessionRow.entries,
  student: person,
  /** With what was granted: longer than any exam can be set. */
  settings: v.object({ ...examSettings.entries, durationMinutes: v.number() }),
  /** What of the settings was granted to this student alone. Why is not told here. */
  accommodation: v.nullable(accommodation),
  ...reviewDetail,
  clockEndsAt: v.nullable(epochMs),
  /** Time for which the exam stood still, all of it given back by us, and time that was added. */
  stoodStillMs: v.number(),
  extraMs: v.number(),
  /** How long the LMS's own clock ran on before a hidden quiz. */
  lmsLostMs: v.number(),
  consent: v.nullable(
    v.object({ version: v.string(), language, text: v.string(), acceptedAt: epochMs, sha256: v.string() }),
  ),
  checks: v.array(v.object({ at: epochMs, report: checkReport })),
  photos: v.array(v.object({ kind: v.picklist(photoKinds), takenAt: epochMs, url: v.string() })),
  recordings: v.array(recordingSummary),
  warnings: v.array(reviewedWarning),
  chat: v.array(chatMessage),
  /** Acts and events, oldest first. */
  timeline: v.array(v.object({ at: epochMs, what: v.string(), who: v.string(), detail: v.string() })),
});
export type SessionDetail = v.InferOutput<typeof sessionDetail>;

/** What the extension calls too. The rest must not weigh on it: `shared/api-client.ts` gives it these alone. */
export const extensionRoutes = {
  ...workerRoutes,
  ...ownImageRoutes,
  ...ownReviewRoutes,
  /** Server clock, for the client's offset: answered at once, never cached. */
  time: route({ method: 'GET', path: '/api/v1/time', access: 'public', reply: v.object({ now: epochMs }) }),
  /** The key by which anybody can check what this server signed. */
  evidenceKey: route({
    method: 'GET',
    path: '/api/v1/evidence-key',
    access: 'public',
    reply: v.object({ algorithm: v.literal('Ed25519'), keyId: v.string(), publicKeyPem: v.string() }),
  }),

  me: route({
    method: 'GET',
    path: '/api/v1/me',
    access: 'signed-in',
    reply: v.object({
      person,
      institution: institutionView,
      /** An LMS vouched for them: they may read this session and do nothing. Null = everything their role may. */
      reading: v.nullable(v.object({ sessionId, returnUrl: v.nullable(v.string()) })),
    }),
  }),

  listExams: route({
    method: 'GET',
    path: '/api/v1/exams',
    access: 'student',
    reply: v.object({ now: epochMs, exams: v.array(examListItem) }),
  }),
  consentText: route({
    method: 'GET',
    path: '/api/v1/sessions/:sessionId/consent',
    access: 'student',
    params: inSession,
    query: v.object({ language }),
    reply: v.object({ version: v.string(), language, sha256: v.string(), text: v.string() }),
  }),
  consent: route({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/consent',
    access: 'student',
    params: inSession,
    body: v.object({ version: v.string(), language, sha256: v.string(), accepted: v.literal(true) }),
    reply: sessionView,
  }),
  /** Result of the check before an exam. `conflict` when a hard check is red and the exam does not soften it. */
  sessionCheck: route({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/check',
    access: 'student',
    params: inSession,
    body: checkReport,
    reply: sessionView,
  }),
  /** Result of a check made ahead of any exam. */
  checkAhead: route({
    method: 'POST',
    path: '/api/v1/check-reports',
    access: 'student',
    body: checkReport,
    reply: none,
  }),
  /** Swallows bytes, to measure the line. Body at most 8 MiB; answers what arrived. */
  uploadProbe: route({
    method: 'POST',
    path: '/api/v1/check/upload',
    access: 'student',
    body: 'bytes',
    reply: v.object({ bytes: v.number() }),
  }),
  iceServers: route({
    method: 'GET',
    path: '/api/v1/ice-servers',
    access: 'signed-in',
    reply: v.object({
      iceServers: v.array(
        v.object({
          urls: v.array(v.string()),
          username: v.optional(v.string()),
          credential: v.optional(v.string()),
        }),
      ),
    }),
  }),
  /** JPEG or WebP, at most 4 MiB; header `examus-sha256`. Sending again replaces it until the session runs. */
  putPhoto: route({
    method: 'PUT',
    path: '/api/v1/sessions/:sessionId/photos/:photo',
    access: 'student',
    params: v.object({ sessionId, photo: v.picklist(photoKinds) }),
    body: 'bytes',
    reply: sessionView,
  }),

  /**
   * One piece of a recording. Headers: `content-type`, `examus-sha256`, `examus-start-at`, `examus-duration-ms`.
   * Idempotent: the same bytes again answer the same; other bytes under the same name are a `conflict`.
   * Answered only when the bytes are durable. With `examus-sealed: 1` the body is a sealed record (`seal.ts`).
   */
  putSegment: route({
    method: 'PUT',
    path: '/api/v1/sessions/:sessionId/recordings/:kind/:epoch/:seq',
    access: 'upload',
    params: inSegment,
    body: 'bytes',
    /** False: other parts of it are missing yet. */
    reply: v.object({ stored: v.boolean() }),
  }),
  /**
   * Pieces and journal entries in one body (`delivery.ts`): each piece as by `putSegment`, then the entries as by
   * `appendJournal`, so that what is acknowledged is durable. A refusal of a piece names it in `details.piece`.
   */
  deliver: route({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/deliveries',
    access: 'upload',
    params: inSession,
    body: 'bytes',
    reply: v.object({ acknowledged: v.number(), session: sessionView }),
  }),
  /** What the server has, so that a client knows what to send. */
  listSegments: route({
    method: 'GET',
    path: '/api/v1/sessions/:sessionId/recordings',
    access: 'upload',
    params: inSession,
    reply: v.object({
      segments: v.array(
        v.object({ kind: recordingKind, epoch: v.number(), seq: v.number(), sha256: v.string() }),
      ),
      journalSeq: v.number(),
      /** Hash of entry `journalSeq`: a chain begun on another computer is continued there. */
      journalHash: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
    }),
  }),
  /**
   * Journal entries in order. Those already known are skipped; a gap or a broken chain is a `conflict` with
   * `details.expected`; a sealed one that does not open is `wrong_hash` with `details.seq`. Answers the last `seq` that
   * is durable, and the session after its intents were applied.
   */
  appendJournal: route({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/journal',
    access: 'upload',
    params: inSession,
    body: v.object({
      entries: v.pipe(v.array(v.union([journalEntry, sealedEntry])), v.minLength(1), v.maxLength(500)),
    }),
    reply: v.object({ acknowledged: v.number(), session: sessionView }),
  }),
  /** The client has nothing left to send for a session that is finishing. */
  drained: route({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/drained',
    access: 'upload',
    params: inSession,
    reply: sessionView,
  }),
  chatHistory: route({
    method: 'GET',
    path: '/api/v1/sessions/:sessionId/chat',
    access: 'upload',
    params: inSession,
    reply: v.object({ messages: v.array(chatMessage) }),
  }),
  /** One-use ticket for the live socket, valid for 30 s (a WebSocket from an extension carries no header). */
  liveTicket: route({
    method: 'POST',
    path: '/api/v1/live/ticket',
    access: 'signed-in',
    reply: v.object({ ticket: v.string() }),
  }),
  /**
   * The same for a session's own socket, by its upload token. `client` tells one computer, whose token may be renewed,
   * from another: only one of them sits in an exam.
   */
  sessionTicket: route({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/ticket',
    access: 'upload',
    params: inSession,
    query: v.object({ client: v.optional(v.pipe(v.string(), v.uuid())) }),
    reply: v.object({ ticket: v.string() }),
  }),

  ...calendarRoutes,
} as const satisfies Record<string, Route>;

const consoleRoutes = {
  ...lockedQuizConsoleRoutes,
  consoleExams: route({
    method: 'GET',
    path: '/api/v1/console/exams',
    access: 'proctor',
    reply: v.object({ exams: v.array(v.object({ id: examId, name: v.string(), courseName: v.string() })) }),
  }),
  consoleSessions: route({
    method: 'GET',
    path: '/api/v1/console/sessions',
    access: 'proctor',
    query: v.object({
      examId: v.optional(examId),
      phase: v.optional(v.picklist(['waiting', 'live', 'over'])),
      /** `mine`: pending, and the one who asks has not said their opinion. */
      review: v.optional(v.picklist([...reviewFilters, 'mine'])),
      /** Part of the student's name. */
      q: v.optional(v.pipe(v.string(), v.maxLength(200))),
      /** Id of the last row of the page before. */
      after: v.optional(sessionId),
    }),
    reply: v.object({ sessions: v.array(sessionRow), more: v.boolean() }),
  }),
  consoleSession: route({
    method: 'GET',
    path: '/api/v1/console/sessions/:sessionId',
    access: 'proctor',
    params: inSession,
    reply: sessionDetail,
  }),
  playlist: route({
    method: 'GET',
    path: '/api/v1/console/sessions/:sessionId/recordings/:kind/playlist.m3u8',
    access: 'proctor',
    params: v.object({ sessionId, kind: recordingKind }),
    reply: 'bytes',
  }),
  segment: route({
    method: 'GET',
    path: '/api/v1/console/sessions/:sessionId/recordings/:kind/:epoch/:seq',
    access: 'proctor',
    params: inSegment,
    reply: 'bytes',
  }),
  photo: route({
    method: 'GET',
    path: '/api/v1/console/sessions/:sessionId/photos/:photo',
    access: 'proctor',
    params: v.object({ sessionId, photo: v.picklist(photoKinds) }),
    reply: 'bytes',
  }),
  /** Everything kept of a closed session with the server's signatures, as a zip archive (`protocol/evidence.ts`). */
  evidence: route({
    method: 'GET',
    path: '/api/v1/console/sessions/:sessionId/evidence.zip',
    access: 'proctor',
    params: inSession,
    reply: 'bytes',
  }),
  admit: route({
    method: 'POST',
    path: '/api/v1/console/sessions/:sessionId/admission',
    access: 'proctor',
    params: inSession,
    body: v.object({
      decision: v.picklist(['admit', 'retake', 'refuse']),
      reason: v.optional(v.pipe(v.string(), v.maxLength(500)), ''),
    }),
    reply: sessionDetail,
  }),
  proctorChat: route({
    method: 'POST',
    path: '/api/v1/console/sessions/:sessionId/chat',
    access: 'proctor',
    params: inSession,
    body: v.object({ id: messageId, text: text(2000) }),
    reply: chatMessage,
  }),
  endExam: route({
    method: 'POST',
    path: '/api/v1/console/sessions/:sessionId/end',
    access: 'proctor',
    params: inSession,
    body: v.object({ reason: text(500) }),
    reply: sessionDetail,
  }),
  verdict: route({
    method: 'PUT',
    path: '/api/v1/console/sessions/:sessionId/verdict',
    access: 'proctor',
    params: inSession,
    body: v.object({
      state: v.picklist(['accepted', 'rejected', 'unknown']),
      comment: v.optional(v.pipe(v.string(), v.maxLength(4000)), ''),
    }),
    reply: sessionDetail,
  }),
  ...reviewRoutes,
  ...consoleCalendarRoutes,
} as const satisfies Record<string, Route>;

/**
 * The HTTP API: one table used by the server to serve and by every client to call. A handler missing on the
 * server, or a call with a wrong shape, does not compile; what comes over the wire is parsed by the same schemas.
 */
export const routes = { ...extensionRoutes, ...liveRoutes, ...roomRoutes, ...consoleRoutes, ...adminRoutes };
export type Routes = typeof routes;
export type RouteName = keyof Routes;
export type ExtensionRouteName = keyof typeof extensionRoutes;
export type WorkerRouteName = keyof typeof workerRoutes;
type In<S> = S extends Schema ? v.InferInput<S> : S extends 'bytes' ? Uint8Array | ArrayBuffer : undefined;
type Out<S> = S extends Schema ? v.InferOutput<S> : S extends 'bytes' ? Uint8Array : undefined;
type Field<R, K extends string> = R extends Record<K, infer S> ? S : undefined;

/** What a caller gives: only the parts the route has. */
export type CallInput<N extends RouteName> = {
  [K in 'params' | 'query' | 'body' as Field<Routes[N], K> extends undefined ? never : K]: In<
    Field<Routes[N], K>
  >;
};
/** What a handler gets after validation. */
export type HandlerInput<N extends RouteName> = {
  [K in 'params' | 'query' | 'body' as Field<Routes[N], K> extends undefined ? never : K]: Out<
    Field<Routes[N], K>
  >;
};
export type Reply<N extends RouteName> = Routes[N]['reply'] extends Schema
  ? v.InferOutput<Routes[N]['reply']>
  : Uint8Array;
/** What a handler gives back, before the reply schema fills its defaults. */
export type HandlerReply<N extends RouteName> = Routes[N]['reply'] extends Schema
  ? v.InferInput<Routes[N]['reply']>
  : unknown;

/** Headers of a piece of a recording or a photo. */
export const bytesHeaders = {
  sha256: 'examus-sha256',
  startAt: 'examus-start-at',
  durationMs: 'examus-duration-ms',
  /** `1`: the body is a sealed record (`seal.ts`); everything else tells of what is in it. */
  sealed: 'examus-sealed',
  /** The epoch a sealed piece was sealed under, where it is not the one of its address. */
  sealedEpoch: 'examus-sealed-epoch',
  /** `FROM/TOTAL`: the body is the part from this byte on of a whole of so many; everything else tells of the whole. */
  part: 'examus-part',
} as const;
/**
 * Header of any answer: how busy the server is, 0 (not at all) to 10. Clients send what can wait the slower for it.
 */
export const LOAD_HEADER = 'examus-load';
export const MAX_PHOTO_BYTES = 4 * 1024 * 1024;
export const MAX_PROBE_BYTES = 8 * 1024 * 1024;
