import type { Detector } from './detector.ts';

/**
 * The model's own measure of a voice: see `voice/voice-worker.ts`. What has begun goes on a little below, as Silero's
 * authors do it (`neg_threshold` of their `get_speech_timestamps`): else one unclear syllable breaks a sentence in two.
 */
const SPEECH = 0.5;
const STILL_SPEECH = 0.35;

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
  watch: ({ sound }, observe, signal) => {
    let isSpeech = false;
    sound.listen(({ at, heard }) => {
      const speech = heard?.speech ?? null;
      isSpeech = speech !== null && speech >= (isSpeech ? STILL_SPEECH : SPEECH);
      if (speech === null) return observe({ at, isActive: null });
      observe({ at, isActive: isSpeech, confidence: speech, reason: 'speech' });
    }, signal);
  },
};
