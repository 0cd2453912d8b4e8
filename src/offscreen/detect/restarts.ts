/** After each failure in a row; the next one is the last. */
const WAITS_MS = [1000, 5000, 20_000];
/** What has worked for so long fails for a reason of its own, and is helped up as often again. */
const STEADY_MS = 120_000;

/** Whether, and when, something that failed is started again. Pure: every call brings its time, in milliseconds. */
export class Restarts {
  #failure: string | null = null;
  #count = 0;
  #failedAt = -Infinity;

  /** Why it does not work now, until it does; null = it works, or was not tried yet. */
  get failure(): string | null {
    return this.#failure;
  }

  failed(reason: string, nowMs: number): void {
    this.#count = nowMs - this.#failedAt > STEADY_MS ? 1 : this.#count + 1;
    this.#failure = reason;
    this.#failedAt = nowMs;
  }

  worked(): void {
    this.#failure = null;
  }

  /** Until the next try; 0 = now, null = never: it is given up. */
  waitMs(nowMs: number): number | null {
    if (this.#failure === null) return 0;
    const wait = WAITS_MS[this.#count - 1];
    return wait === undefined ? null : Math.max(0, this.#failedAt + wait - nowMs);
  }
}
