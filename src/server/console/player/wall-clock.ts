/**
 * The master clock of the players: a moment of the exam that moves on at `rate` while it runs. Pure; `now` is any
 * steady clock in milliseconds.
 */
export interface WallClock {
  readonly wallMs: number;
  readonly since: number;
  readonly rate: number;
  readonly isRunning: boolean;
}

export const stoppedAt = (wallMs: number, rate = 1): WallClock => ({
  wallMs,
  since: 0,
  rate,
  isRunning: false,
});
export const readClock = (clock: WallClock, now: number): number =>
  clock.isRunning ? clock.wallMs + (now - clock.since) * clock.rate : clock.wallMs;

/** The same moment with something changed: running or not, another speed, or a jump. */
export const turnClock = (
  clock: WallClock,
  now: number,
  change: Partial<Pick<WallClock, 'wallMs' | 'rate' | 'isRunning'>>,
): WallClock => ({ ...clock, wallMs: readClock(clock, now), since: now, ...change });
