import type { Detector } from './detector.ts';

/** Nobody in the picture. */
export const noUser: Detector = {
  type: 'no_user_in_frame',
  source: 'ai',
  advice: 'not_in_frame',
  // One false sample in four is swallowed: a turned head is missed now and then.
  debounce: ({ noUserMs }) => ({ thresholdMs: noUserMs, window: 4, needed: 3 }),
  watch: ({ faces }, observe, signal) =>
    faces.listen(({ at, faces }) => {
      if (faces === null) return observe({ at, isActive: null });
      observe({ at, isActive: faces.length === 0, confidence: null, reason: `faces=${faces.length}` });
    }, signal),
};
