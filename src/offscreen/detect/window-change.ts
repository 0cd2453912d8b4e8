import type { Detector } from './detector.ts';

/** The quiz is not what the student has before them. */
export const windowChange: Detector = {
  type: 'change_active_window_on_computer',
  source: 'system',
  // Whoever looks elsewhere does not see the panel.
  advice: null,
  debounce: ({ windowChangeMs }) => ({ thresholdMs: windowChangeMs, window: 1, needed: 1 }),
  watch: ({ focus }, observe, signal) =>
    focus.listen(({ at, isAway }) => {
      if (isAway === null) return observe({ at, isActive: null });
      observe({ at, isActive: isAway, confidence: null, reason: 'quiz without focus' });
    }, signal),
};
