import * as v from 'valibot';

/** What the system check looks at (journey J6), in the order it is shown. */
export const checkIds = [
  'browser',
  'camera',
  'lens',
  'light',
  'face',
  'microphone',
  'screen',
  'displays',
  'server',
  'upload',
  'socket',
  'webrtc',
  'clock',
  'detection',
] as const;
export type CheckId = (typeof checkIds)[number];

/** Why a check failed; each has its own remedy text. */
export const checkCauses = [
  'outdated',
  'mobile',
  'refused',
  'dismissed',
  'denied_by_system',
  'missing',
  'busy',
  'silent',
  'muted',
  'covered',
  'dark',
  'no_face',
  'many_faces',
  'not_whole_screen',
  'several_displays',
  'unreachable',
  'slow',
  'blocked',
  'wrong_clock',
  'no_webgl',
  'timeout',
  'failed',
] as const;
export type CheckCause = (typeof checkCauses)[number];

/** What a good result leaves open, said below it. */
export const checkNotes = ['this_computer'] as const;

export const checkResult = v.object({
  id: v.picklist(checkIds),
  ok: v.boolean(),
  cause: v.optional(v.picklist(checkCauses)),
  /** The measured value in words for support, e.g. `12.4 Mbit/s`. Never a picture or sound. */
  value: v.optional(v.pipe(v.string(), v.maxLength(300))),
  note: v.optional(v.picklist(checkNotes)),
});
export type CheckResult = v.InferOutput<typeof checkResult>;

export const checkReport = v.object({
  results: v.pipe(v.array(checkResult), v.minLength(1), v.maxLength(checkIds.length)),
  userAgent: v.pipe(v.string(), v.maxLength(500)),
  extensionVersion: v.pipe(v.string(), v.maxLength(50)),
  tries: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type CheckReport = v.InferOutput<typeof checkReport>;

/** Below this the upload check advises (guide: not below 1 Mbit/s). */
export const MIN_UPLOAD_KBPS = 1000;
