import type { Detector } from './detector.ts';
import { isGazeLookedFor } from './looked-for.ts';

/**
 * The head is turned out of a cone around where the student looked during the check. Where paper or books are allowed,
 * looking down is reading and writing, not looking away. Of the eyes themselves nothing is judged.
 */
export const avertEyes: Detector = {
  type: 'avert_eyes',
  source: 'ai',
  advice: 'eyes_away',
  isNeeded: isGazeLookedFor,
  debounce: ({ avertEyesMs }) => ({ thresholdMs: avertEyesMs, window: 4, needed: 3 }),
  watch: ({ pose }, observe, signal, { rules, detection }) => {
    const isDownAllowed = rules.allow_to_use_paper || rules.allow_to_use_books;
    const { gazeYawDegrees, gazePitchDegrees } = detection;
    pose.listen(({ at, pose }) => {
      if (pose === null) return observe({ at, isActive: null });
      const isAside = Math.abs(pose.yaw) > gazeYawDegrees;
      const isDown = !isDownAllowed && pose.pitch < -gazePitchDegrees;
      const reason = `yaw=${Math.round(pose.yaw)} pitch=${Math.round(pose.pitch)}`;
      observe({ at, isActive: isAside || isDown, confidence: null, reason });
    }, signal);
  },
};
