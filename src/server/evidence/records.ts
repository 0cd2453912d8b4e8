import * as v from 'valibot';
import { checkReport } from '../../protocol/check.ts';
import { act, signedStatement, storedSegment } from '../../protocol/evidence.ts';
import { photoKinds } from '../../protocol/exam-settings.ts';
import { personId, sessionId } from '../../protocol/ids.ts';
import { journalEntry } from '../../protocol/journal.ts';
import { chatMessage, language, reviewStates } from '../../protocol/views.ts';
import { warning } from '../../protocol/warnings.ts';

/** What the files of an exported archive hold: one value in a `.json`, one in every line of a `.ndjson`. */
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const records = {
  /** The session with its exam, settings, student and institution. */
  'manifest.json': v.looseObject({ format: v.literal('examus-evidence'), version: v.literal(1), sessionId }),
  'consent.json': v.nullable(
    v.strictObject({ version: v.string(), language, sha256, text: v.string(), acceptedAt: v.number() }),
  ),
  'review.json': v.nullable(
    v.strictObject({
      state: v.picklist(reviewStates),
      comment: v.string(),
      personId: v.nullable(personId),
      decidedAt: v.number(),
    }),
  ),
  'journal.ndjson': journalEntry,
  'acts.ndjson': act,
  'checks.ndjson': v.strictObject({ at: v.number(), report: checkReport }),
  'warnings.ndjson': warning,
  'chat.ndjson': v.strictObject({ ...chatMessage.entries, personId: v.nullable(personId) }),
  'segments.ndjson': storedSegment,
  'photos.ndjson': v.strictObject({
    kind: v.picklist(photoKinds),
    sha256,
    mimeType: v.string(),
    takenAt: v.number(),
  }),
  'statements.ndjson': signedStatement,
} as const;

export type RecordPath = keyof typeof records;
export type RecordOf<P extends RecordPath> = v.InferOutput<(typeof records)[P]>;
type OnePath = Extract<RecordPath, `${string}.json`>;

/** Everything about one session that is not a picture or a piece of a recording. */
export type Evidence = { [P in OnePath]: RecordOf<P> } & {
  [P in Exclude<RecordPath, OnePath>]: RecordOf<P>[];
};
