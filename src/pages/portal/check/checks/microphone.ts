import { bad, type Check, good } from '../check.ts';
import { waitUntil } from './wait-until.ts';

/** Loudness 0–1. A working microphone in a quiet room is above it; a switched-off one gives a digital zero. */
const MIN_LEVEL = 0.0005;

export const microphone: Check = {
  id: 'microphone',
  run: async ({ capture, deviceCause }, signal) => {
    if (deviceCause.microphone) return bad('microphone', deviceCause.microphone);
    const { microphone: status } = await waitUntil(
      capture,
      (now) => now.microphone.state !== 'live' || (now.microphone.level ?? 0) >= MIN_LEVEL,
      { forMs: 8000, signal },
    );
    switch (status.state) {
      case 'live':
        return (status.level ?? 0) >= MIN_LEVEL
          ? good('microphone', status.label)
          : bad('microphone', 'silent', status.label);
      case 'muted':
        return bad('microphone', 'muted', status.label);
      case 'failed':
        return bad('microphone', status.cause, status.detail);
      case 'off':
        return bad('microphone', 'missing');
    }
  },
};
