import { debouncePictures } from './debounce-pictures.ts';
import type { DetectionPlan, Detector } from './detector.ts';
import type { HeadPose } from './face-messages.ts';
import { isGazeLookedFor } from './looked-for.ts';

/** So far out of the cone nothing is in doubt any more; at its very edge it is even chances. */
const SURE_DEGREES = 20;

/** By how many degrees a head is out of the exam's cone; below 0 it is within. Pure. */
export function outOfCone(pose: HeadPose, { rules, detection }: DetectionPlan): number {
  const isDownAllowed = rules.allow_to_use_paper || rules.allow_to_use_books;
  const aside = Math.abs(pose.yaw) - detection.gazeYawDegrees;
  const down = isDownAllowed ? -Infinity : -pose.pitch - detection.gazePitchDegrees;
  return Math.max(aside, down);
}

/**
 * The head is turned out of a cone around where the student looked during the check. Where paper or books are allowed,
 * looking down is reading and writing, not looking away. Of the eyes themselves nothing is judged.
 * How sure it is goes by how far out of the cone the head points: a pose is measured to some degrees only.
 */
export const avertEyes: Detector = {
  type: 'avert_eyes',
  source: 'ai',
  advice: 'eyes_away',
  isNeeded: isGazeLookedFor,
  debounce: ({ avertEyesMs }) => debouncePictures(avertEyesMs),
  watch: ({ pose }, observe, signal, plan) =>
    pose.listen(({ at, pose }) => {
      if (pose === null) return observe({ at, isActive: null });
      const outBy = outOfCone(pose, plan);
      const confidence = Math.min(1, Math.max(0, 0.5 + outBy / (2 * SURE_DEGREES)));
      observe({ at, isActive: outBy > 0, confidence, reason: inWords(pose) });
    }, signal),
};

const inWords = ({ yaw, pitch }: HeadPose): string => `yaw=${Math.round(yaw)} pitch=${Math.round(pitch)}`;
