/** How far a player may be from the master clock and be left alone, in milliseconds of real time. */
const STEADY_MS = 30;
/** Chromium refuses a faster `playbackRate`. */
const FASTEST = 16;
/** From here on a tenth of a second is a second of the exam: what is off is mended at once, not smoothly. */
const FAST = 3;
/** The master clock is never further ahead of the slowest player than this, in milliseconds of recorded time. */
const LEAD_MS = 100;
const PACE_OVER_MS = 200;

export type Correction = { seek: true } | { seek: false; playbackRate: number };

/**
 * What a player that lags `lateMs` of recorded time behind the master clock (negative = ahead) must do at speed
 * `rate`: keep on, run a little faster or slower until it is back, or, when that would take long, seek. `pace` is the
 * speed the clock really keeps while it waits for the slowest player: that one goes on at full speed, the others not.
 */
export function correct(lateMs: number, rate: number, pace = rate): Correction {
  const lateRealMs = lateMs / rate;
  if (isFarOff(lateMs, rate)) return { seek: true };
  const base = pace + (rate - pace) * Math.min(1, Math.max(0, lateMs / LEAD_MS));
  if (Math.abs(lateRealMs) <= STEADY_MS / Math.max(1, rate / 2)) return { seek: false, playbackRate: base };
  const [leastNudge, mostNudge, backInMs] = rate >= FAST ? [-0.9, 0.4, 80] : [-0.25, 0.25, 500];
  const nudge = Math.min(mostNudge, Math.max(leastNudge, lateRealMs / backInMs));
  return { seek: false, playbackRate: Math.min(FASTEST, base * (1 + nudge)) };
}

/**
 * The master clock's time when players are late by so much: a computer that cannot decode as fast as was asked plays
 * as fast as it can, all recordings together. Whoever is to seek is waited for otherwise.
 */
export function waitForSlowest(wallMs: number, latenessMs: readonly number[], rate: number): number {
  const slowest = Math.max(0, ...latenessMs.filter((lateMs) => !isFarOff(lateMs, rate)));
  return wallMs - Math.max(0, slowest - LEAD_MS);
}

/** The clock's real speed, from how far it came in `tookMs`; smooth, as players tell their time in steps. */
export function paceOf(before: number, cameMs: number, tookMs: number, rate: number): number {
  const speed = tookMs > 0 ? Math.min(rate, Math.max(0, cameMs / tookMs)) : before;
  return before + (speed - before) * Math.min(1, tookMs / PACE_OVER_MS);
}

const isFarOff = (lateMs: number, rate: number): boolean => Math.abs(lateMs) > Math.max(1000, 500 * rate);
