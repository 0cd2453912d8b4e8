import type { Detector } from './detector.ts';

/** By a switch on the headset, a key or the system: Chrome says so of the track itself. */
export const micMuted: Detector = {
  type: 'mic_muted',
  source: 'system',
  advice: 'mic_muted',
  // A headset that changes its profile is muted for a moment.
  debounce: ({ micMutedMs }) => ({ thresholdMs: micMutedMs, window: 1, needed: 1 }),
  watch: ({ devices }, observe, signal) =>
    devices.listen(({ at, microphone }) => {
      if (microphone === null) return observe({ at, isActive: null });
      observe({ at, isActive: microphone.is === 'muted', confidence: null, reason: microphone.detail });
    }, signal),
};
