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

export type Quality = 'full' | 'low';
interface BitRates {
  videoBitsPerSecond: number;
  audioBitsPerSecond: number;
}

/**
 * Bits a second, of each recording. Both together stay under 250 kbit/s on an ordinary quiz page, with text of 14 px
 * readable in the screen's. `low` is for a disk that is nearly full: faces and voices can still be told, small text not.
 */
export const BIT_RATES: Record<Quality, BitRates> = {
  full: { videoBitsPerSecond: 100_000, audioBitsPerSecond: 24_000 },
  low: { videoBitsPerSecond: 40_000, audioBitsPerSecond: 12_000 },
};
