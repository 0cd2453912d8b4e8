/** How far a player may be from the master clock and be left alone, in milliseconds of real time. */
const STEADY_MS = 30;
/** Chromium refuses a faster `playbackRate`. */
const FASTEST = 16;

export type Correction = { seek: true } | { seek: false; playbackRate: number };

/**
 * What a player that lags `lateMs` of recorded time behind the master clock (negative = ahead) must do at speed
 * `rate`: keep on, run a little faster or slower until it is back, or, when that would take long, seek.
 */
export function correct(lateMs: number, rate: number): Correction {
  const lateRealMs = lateMs / rate;
  if (Math.abs(lateMs) > Math.max(1000, 500 * rate)) return { seek: true };
  if (Math.abs(lateRealMs) <= STEADY_MS / Math.max(1, rate / 2)) return { seek: false, playbackRate: rate };
  const nudge = Math.min(0.25, Math.max(-0.25, lateRealMs / 500));
  return { seek: false, playbackRate: Math.min(FASTEST, rate * (1 + nudge)) };
}
