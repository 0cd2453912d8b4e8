/** Wakes whoever waits. Rung while nobody waits, it is heard by the next who does, once. */
export class Bell {
  #isRung = false;
  readonly #wakes = new Set<() => void>();

  ring(): void {
    this.#isRung = true;
    for (const wake of this.#wakes) wake();
  }

  /** Resolves when rung, after `timeoutMs` or when aborted. */
  async heard(signal: AbortSignal, timeoutMs?: number): Promise<void> {
    if (!this.#isRung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = () => {
          this.#wakes.delete(done);
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = timeoutMs === undefined ? undefined : setTimeout(done, timeoutMs);
        signal.addEventListener('abort', done);
        this.#wakes.add(done);
      });
    }
    this.#isRung = false;
  }
}
