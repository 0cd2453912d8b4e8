import type { RecordingKind } from '../../protocol/recording.ts';

/**
 * HLS can carry MP4 only, so no WebM. Chromium writes Opus into it (`mp4a` is refused).
 */
const VIDEO_CODECS = ['avc1', 'vp9'] as const;

export function pickMimeType(
  hasSound: boolean,
  isSupported = (mimeType: string): boolean => MediaRecorder.isTypeSupported(mimeType),
): string {
  for (const video of VIDEO_CODECS) {
    const mimeType = `video/mp4;codecs=${hasSound ? `${video},opus` : video}`;
    if (isSupported(mimeType)) return mimeType;
  }
  throw new DOMException('this browser records no MP4', 'NotSupportedError');
}

/**
 * Bits a second. Both recordings together stay under 250 kbit/s on an ordinary quiz page, with text of 14 px readable
 * in the screen's.
 */
export const BIT_RATES: Record<RecordingKind, { videoBitsPerSecond: number; audioBitsPerSecond: number }> = {
  camera: { videoBitsPerSecond: 100_000, audioBitsPerSecond: 24_000 },
  screen: { videoBitsPerSecond: 100_000, audioBitsPerSecond: 24_000 },
  tab: { videoBitsPerSecond: 100_000, audioBitsPerSecond: 24_000 },
};
