import * as v from 'valibot';
import { sessionId } from './ids.ts';
import { sessionRow } from './api.ts';
import { gridTile, MAX_TILES } from './grid.ts';
import { chatMessage, type SessionView, sessionView } from './views.ts';
import { wireError } from './errors.ts';
import { judged } from './review.ts';
import { warning } from './warnings.ts';

/**
 * Messages of the live socket `GET /api/v1/live?ticket=…&protocol=…`: JSON text frames, and stills as binary ones
 * (`still.ts`). The socket only makes things quicker: everything it tells can also be fetched, and nothing is
 * acknowledged over it.
 */
export const LIVE_PATH = '/api/v1/live';

/** One opening of a student's live picture by one console; a failed one is followed by another with a new id. */
export const viewerId = v.pipe(v.string(), v.uuid(), v.brand('ViewerId'));
export type ViewerId = v.InferOutput<typeof viewerId>;

export const iceServer = v.object({
  urls: v.array(v.string()),
  username: v.optional(v.string()),
  credential: v.optional(v.string()),
});
/** How two browsers may reach each other; `relay` = only through a TURN server, so that neither learns the other's address. */
export const iceWays = v.object({ iceServers: v.array(iceServer), policy: v.picklist(['all', 'relay']) });
export type IceWays = v.InferOutput<typeof iceWays>;

/** What `simple-peer` says to its other end, opaque to the server. An offer with two pictures and sound has some 6 kB. */
const signalData = v.pipe(
  v.looseObject({}),
  v.check((data) => JSON.stringify(data).length <= 32_768, 'too long'),
);
/** Which of the peer's streams shows what, by their ids. */
const streamIds = v.object({ camera: v.nullable(v.string()), screen: v.nullable(v.string()) });
export type StreamIds = v.InferOutput<typeof streamIds>;

/** Student's machine → server. A ping every 5 s is also the heartbeat of the session. */
export const fromStudent = v.variant('type', [
  v.object({
    type: v.literal('ping'),
    sentAt: v.number(),
    /** Whether the camera is being recorded right now. */
    capturing: v.boolean(),
    savedUpTo: v.nullable(v.number()),
  }),
  v.object({ type: v.literal('signal'), viewerId, data: signalData, streams: streamIds }),
]);

/** How stills are wanted: no faster than this, no wider than this. */
export const stillsWish = v.object({ everyMs: v.number(), width: v.number() });
export type StillsWish = v.InferOutput<typeof stillsWish>;

export const toStudent = v.variant('type', [
  v.object({ type: v.literal('pong'), sentAt: v.number(), now: v.number() }),
  v.object({ type: v.literal('session'), session: sessionView }),
  v.object({ type: v.literal('chat'), message: chatMessage }),
  /** Who looks at this student now: sent whole on every change. */
  v.object({
    type: v.literal('look'),
    stills: v.nullable(stillsWish),
    viewers: v.array(viewerId),
    /** Somebody has this student large, by whatever way. */
    watched: v.boolean(),
    /** How to reach them; null without viewers. */
    ice: v.nullable(iceWays),
  }),
  v.object({ type: v.literal('signal'), viewerId, data: signalData }),
  v.object({ type: v.literal('error'), ...wireError.entries }),
]);

/** Console → server. */
export const fromProctor = v.variant('type', [
  v.object({ type: v.literal('ping'), sentAt: v.number() }),
  /** Follow one session in detail, or none. */
  v.object({ type: v.literal('watch'), sessionId: v.nullable(sessionId) }),
  /** What this console looks at now, whole: the tiles of a page of the grid, and one student large. */
  v.object({
    type: v.literal('look'),
    /** Null = not at the grid: then no `tile` and no `pulses` are told. */
    tiles: v.nullable(v.pipe(v.array(sessionId), v.maxLength(MAX_TILES))),
    large: v.nullable(
      v.object({
        sessionId,
        /** Null = no live picture is wanted. */
        viewerId: v.nullable(viewerId),
        /** The live picture does not come: stills as fast as they go. */
        fast: v.boolean(),
      }),
    ),
  }),
  v.object({ type: v.literal('signal'), viewerId, data: signalData }),
]);
export const toProctor = v.variant('type', [
  v.object({ type: v.literal('pong'), sentAt: v.number(), now: v.number() }),
  v.object({ type: v.literal('row'), row: sessionRow }),
  v.object({ type: v.literal('chat'), sessionId, message: chatMessage }),
  v.object({ type: v.literal('warning'), sessionId, warning }),
  /** Somebody judged warnings of the watched session, or noted something about them. */
  v.object({ type: v.literal('judged'), sessionId, judged }),
  /** A tile of the grid as it is now; also of students who just came; only to consoles that are at the grid. */
  v.object({ type: v.literal('tile'), tile: gridTile }),
  /** Every few seconds: what the machines behind the tiles last said of themselves. */
  v.object({
    type: v.literal('pulses'),
    pulses: v.array(
      v.object({ sessionId, heardAt: v.nullable(v.number()), savedUpTo: v.nullable(v.number()) }),
    ),
  }),
  /** How to reach the student; comes before the student's first signal. */
  v.object({ type: v.literal('ice'), viewerId, ice: iceWays }),
  v.object({ type: v.literal('signal'), viewerId, data: signalData, streams: streamIds }),
  v.object({ type: v.literal('error'), ...wireError.entries }),
]);

export type FromStudent = v.InferOutput<typeof fromStudent>;
export type ToStudent = v.InferOutput<typeof toStudent>;
export type FromProctor = v.InferOutput<typeof fromProctor>;
export type ToProctor = v.InferOutput<typeof toProctor>;
export type Look = Extract<FromProctor, { type: 'look' }>;
export type StudentLook = Extract<ToStudent, { type: 'look' }>;

export const PING_MS = 5000;
/** Silence after which the server takes a session for interrupted: four pings missed. */
export const SILENCE_MS = 20_000;

/**
 * Whether a proctor may see this student as they are now. Only where the consent text names it (exams with a proctor),
 * and not before the student stands at the door nor after the end.
 */
export const mayBeWatched = ({ mode, phase }: Pick<SessionView, 'mode' | 'phase'>): boolean =>
  (mode === 'online' || mode === 'identification') && watchedPhases.includes(phase);
export const watchedPhases: readonly SessionView['phase'][] = [
  'awaiting_admission',
  'running',
  'paused',
  'interrupted',
];
