/** Clocks are slewed by less; a jump is somebody setting it, or a machine that slept (its monotonic clock stood). */
const JUMP_MS = 1000;
/** Asked some times a second: a look so late means a machine that slept, also where its monotonic clock went on (Windows). */
const LATE_MS = 3000;

/** Notices that this machine's clock and the time that passed no longer agree, or that nothing ran. Pure. */
export class ClockWatch {
  #last: { monotonic: number; wall: number } | null = null;

  /** By how much the clock jumped since the last look, or how long nobody looked; null when neither happened. */
  look(monotonic: number, wall: number): number | null {
    const last = this.#last;
    this.#last = { monotonic, wall };
    if (!last) return null;
    const passed = monotonic - last.monotonic;
    const jump = wall - last.wall - passed;
    if (Math.abs(jump) >= JUMP_MS) return Math.round(jump);
    return passed >= LATE_MS ? Math.round(passed) : null;
  }
}
