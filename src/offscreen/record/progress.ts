/** Pieces come every 4 s. */
const STALL_MS = 10_000;
/** The first fragment takes 8 s (Chromium 156), on a busy machine longer. */
const FIRST_MS = 20_000;

/** Whether a recorder goes on handing over pieces. Times by `performance.now()`. Pure. */
export class Progress {
  #lastAt: number;
  #pieces = 0;

  constructor(startedAt: number) {
    this.#lastAt = startedAt;
  }

  piece(now: number): void {
    this.#lastAt = now;
    this.#pieces += 1;
  }

  /** Looked into: not again before as much time has passed. */
  excuse(now: number): void {
    this.#lastAt = now;
  }

  isStalled(now: number): boolean {
    // The init segment comes at once and says nothing about the encoder.
    return now - this.#lastAt > (this.#pieces > 1 ? STALL_MS : FIRST_MS);
  }
}
