import type { Detector } from './detector.ts';

/** The model's own measure of a voice: see `voice/voice-worker.ts`. */
const SPEECH = 0.5;

/** Somebody speaks: so much speech within a while, since people pause between words. */
export const voice: Detector = {
  type: 'voice_detected',
  source: 'ai',
  advice: 'voice',
  debounce: ({ voiceMs, voiceWithinMs }) => ({
    thresholdMs: voiceMs,
    withinMs: voiceWithinMs,
    // A gap between two syllables is no silence, and a click is no syllable: four batches are 0.4 s.
    window: 4,
    needed: 3,
  }),
  watch: ({ sound }, observe, signal) =>
    sound.listen(({ at, heard }) => {
      const speech = heard?.speech ?? null;
      if (speech === null) return observe({ at, isActive: null });
      observe({ at, isActive: speech >= SPEECH, confidence: speech, reason: 'speech' });
    }, signal),
};
