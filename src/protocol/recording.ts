import * as v from 'valibot';

/** A session has two recordings; `tab` is the extra one from `tabCapture`. */
export const recordingKinds = ['camera', 'screen', 'tab'] as const;
export const recordingKind = v.picklist(recordingKinds);
export type RecordingKind = (typeof recordingKinds)[number];

/** Length of a media segment the recorder is asked for. */
export const SEGMENT_MS = 4000;
/** Largest segment the server takes. MediaRecorder can emit one huge blob after the machine slept. */
export const MAX_SEGMENT_BYTES = 16 * 1024 * 1024;

/** What the database's 32 bits hold. */
export const MAX_EPOCH = 2_147_483_647;

/**
 * Names one piece of a recording. A new epoch begins with every start of a recorder; its number only tells it from
 * all others, the order is that of time. `seq` 0 is the epoch's init segment (`ftyp`+`moov`), 1… its media segments
 * (whole `moof`+`mdat` fragments that begin with a key frame).
 */
export const segmentKey = v.object({
  kind: recordingKind,
  epoch: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_EPOCH)),
  seq: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
});
export type SegmentKey = v.InferOutput<typeof segmentKey>;

/** Facts about one piece, known when it is recorded. */
export const segmentFacts = v.object({
  ...segmentKey.entries,
  /** Lower-case hex. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  mimeType: v.pipe(v.string(), v.maxLength(100), v.regex(/^(video|audio)\/mp4/)),
  /** First frame, milliseconds since 1970 on the server's clock; for an init segment the recorder's start. */
  startAt: v.number(),
  /** 0 for an init segment. */
  durationMs: v.pipe(v.number(), v.minValue(0), v.maxValue(24 * 3600 * 1000)),
});
export type SegmentFacts = v.InferOutput<typeof segmentFacts>;
