import type { Detector } from './detector.ts';

/** −80 dBFS. The quietest room is louder through a microphone that hears anything; a switched-off one gives zeros. */
const NOISE_FLOOR = 1e-4;

/** The microphone is there and hears nothing at all. */
export const micSilent: Detector = {
  type: 'mic_no_sound',
  source: 'system',
  advice: 'mic_silent',
  debounce: ({ micSilenceMs }) => ({ thresholdMs: micSilenceMs, window: 1, needed: 1 }),
  watch: ({ sound }, observe, signal) =>
    sound.listen(({ at, heard }) => {
      if (heard === null) return observe({ at, isActive: null });
      const isSilent = heard.level < NOISE_FLOOR;
      observe({ at, isActive: isSilent, confidence: null, reason: `level=${heard.level.toFixed(6)}` });
    }, signal),
};
