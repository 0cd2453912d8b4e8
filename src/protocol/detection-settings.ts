import * as v from 'valibot';
import { warningTypes } from './warnings.ts';

/**
 * What an institution can set of detection, a person's accommodation included: the server merges it into the
 * session's own copy of the settings. Times are milliseconds, angles degrees.
 */
const within = (min: number, max: number, byDefault: number) =>
  v.optional(v.pipe(v.number(), v.minValue(min), v.maxValue(max)), byDefault);
/** Every threshold may be as large as this: so far an accommodation widens it. */
export const MOST_MS = 600_000;
export const MOST_DEGREES = 90;

export const detectionSettings = {
  /** How long a state lasts before it counts as a warning; the panel advises after half of it. */
  noUserMs: within(500, MOST_MS, 5000),
  extraUserMs: within(500, MOST_MS, 2000),
  avertEyesMs: within(500, MOST_MS, 4000),
  windowChangeMs: within(200, MOST_MS, 1000),
  /** The head's cone around where the student looked during the check: to either side, and down. */
  gazeYawDegrees: within(5, MOST_DEGREES, 25),
  gazePitchDegrees: within(5, MOST_DEGREES, 20),
  /** So much speech in so long a time. */
  voiceMs: within(200, MOST_MS, 1500),
  voiceWithinMs: within(500, MOST_MS, 5000),
  /** The lens is covered or the picture black. */
  cameraCoveredMs: within(500, MOST_MS, 5000),
  /** The same picture again and again. */
  cameraFrozenMs: within(1000, MOST_MS, 10_000),
  micSilenceMs: within(1000, MOST_MS, 60_000),
  /** By a switch on the headset, a key or the system. */
  micMutedMs: within(500, MOST_MS, 2000),
  /** Camera, microphone or screen is gone; choosing another one takes a moment. */
  deviceGoneMs: within(500, MOST_MS, 1000),
  extraDisplayMs: within(500, MOST_MS, 2000),
  /** Warnings that are not looked for, e.g. for a person whose head or voice moves by itself. */
  disabledDetectors: v.optional(
    v.pipe(v.array(v.picklist(warningTypes)), v.maxLength(warningTypes.length)),
    [],
  ),
};

/** What the student's machine is told of it, with the options that detection depends on. */
export const detectionView = v.object({
  ...detectionSettings,
  webCameraMainView: v.optional(v.picklist(['front', 'side']), 'front'),
  allowVirtualEnvironment: v.optional(v.boolean(), false),
});
export type DetectionView = v.InferOutput<typeof detectionView>;
