import * as v from 'valibot';
import { canonicalJson } from './canonical-json.ts';
import { messageId } from './ids.ts';
import { segmentFacts } from './recording.ts';
import { warning } from './warnings.ts';

/**
 * The client's journal of one session: what happened on the student's machine, in order. Each entry carries the
 * hash of the one before it, so that nothing can be altered, dropped or inserted afterwards unnoticed.
 */
export const journalBody = v.variant('kind', [
  v.object({ kind: v.literal('segment'), segment: segmentFacts }),
  /** Sent when a warning begins and again, with the same id, when it ends. */
  v.object({ kind: v.literal('warning'), warning }),
  v.object({
    kind: v.literal('intent'),
    intent: v.picklist(['finish', 'lms_finish', 'time_up']),
  }),
  /** A break that was granted. Its times are those of the entries: it may have been taken off line. */
  v.object({ kind: v.literal('break'), act: v.picklist(['begin', 'end']) }),
  v.object({
    kind: v.literal('chat'),
    id: messageId,
    text: v.pipe(v.string(), v.minLength(1), v.maxLength(2000)),
  }),
  v.object({
    kind: v.literal('event'),
    event: v.picklist([
      'capture_started',
      'capture_stopped',
      'device_lost',
      'device_back',
      /** Faces or sound cannot be found or heard on this computer, and can again: which and why, in `detail`. */
      'detection_lost',
      'detection_back',
      /** The machine slept or its clock was set: by how much, in `detail`. */
      'clock_jumped',
      /** Pieces that were told of and will never be sent: which, in `detail` (`lost-pieces.ts`). Nobody's guilt. */
      'pieces_lost',
      /** Entries that the server would not take, and that are told no more: how many and why, in `detail`. Nobody's guilt. */
      'entries_lost',
      /** The server's time was learnt, or corrected, while recording: what was recorded before is off by `detail`. */
      'clock_corrected',
      /** A recorder stood still or failed, and was begun anew: which and why in `detail`. */
      'recorder_fault',
      'battery_low',
      'quiz_opened',
      'attempt_started',
      'attempt_submitted',
      'panel_removed',
      'proctor_called',
      'paste',
      'copy',
      /** A guess about the machine, with how sure it is, in `detail`: for the proctor's eyes, never scored. */
      'hint',
      /** What the student said when asked about one: `virtual_camera, yes: why`. For the same eyes, never scored. */
      'hint_answered',
    ]),
    detail: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  }),
]);
export type JournalBody = v.InferOutput<typeof journalBody>;

/** `prev` of a session's first entry. */
export const CHAIN_START = '0'.repeat(64);
const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const journalEntry = v.object({
  /** 1, 2, 3 … without a gap. */
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Milliseconds since 1970 on the server's clock as the client knew it. */
  at: v.number(),
  body: journalBody,
  prev: hex,
  /** SHA-256 of `chainText` of this entry, hex. */
  hash: hex,
});
export type JournalEntry = v.InferOutput<typeof journalEntry>;

/** The exact text that is hashed. */
export const chainText = (entry: Omit<JournalEntry, 'hash'>): string =>
  canonicalJson({ seq: entry.seq, at: entry.at, body: entry.body, prev: entry.prev });
