import type { Detector } from './detector.ts';

/** More than one display, also one that is plugged in during the exam. */
export const extraDisplay: Detector = {
  type: 'extra_display',
  source: 'system',
  advice: 'extra_display',
  isNeeded: ({ allowMultipleDisplays }) => !allowMultipleDisplays,
  // A projector or dock announces itself more than once.
  debounce: ({ extraDisplayMs }) => ({ thresholdMs: extraDisplayMs, window: 1, needed: 1 }),
  watch: ({ displays }, observe, signal) =>
    displays.listen(({ at, isExtended }) => {
      if (isExtended === null) return observe({ at, isActive: null });
      observe({ at, isActive: isExtended, confidence: null, reason: 'displays>1' });
    }, signal),
};
