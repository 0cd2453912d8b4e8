/** Clocks are slewed by less; a jump is somebody setting it, or a machine that slept (its monotonic clock stood). */
const JUMP_MS = 1000;

/** Notices that this machine's clock and the time that passed no longer agree. Pure; asked some times a second. */
export class ClockWatch {
  #last: { monotonic: number; wall: number } | null = null;

  /** By how much the clock jumped since the last look; null when it did not. */
  look(monotonic: number, wall: number): number | null {
    const last = this.#last;
    this.#last = { monotonic, wall };
    if (!last) return null;
    const jump = wall - last.wall - (monotonic - last.monotonic);
    return Math.abs(jump) >= JUMP_MS ? Math.round(jump) : null;
  }
}
