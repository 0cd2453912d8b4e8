import { backoffMs, retryAfterMs } from '../backoff.ts';

/** When one kind of call may be tried again: its failures, and what the server asked for. Times by `performance.now()`. */
export class RoutePause {
  #failures = 0;
  #pausedUntil = 0;
  /** The server's own word (`Retry-After`): nobody may lift it. */
  #notBefore = 0;

  waitMs(now: number): number {
    return Math.max(0, this.#pausedUntil - now, this.#notBefore - now);
  }

  failed(now: number, error: unknown): void {
    this.#notBefore = Math.max(this.#notBefore, now + retryAfterMs(error));
    // Lanes that fail together are one failure.
    if (now < this.#pausedUntil) return;
    this.#pausedUntil = now + backoffMs(this.#failures++);
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** The line is back: what was waited for by guess is not waited for any longer. */
  lift(): void {
    this.#failures = 0;
    this.#pausedUntil = 0;
  }
}
