/** Wakes whoever waits. Rung while nobody waits, it is heard by the next who does, once. */
export class Bell {
  #isRung = false;
  #wake: (() => void)[] = [];

  ring(): void {
    this.#isRung = true;
    for (const wake of this.#wake.splice(0)) wake();
  }

  /** Resolves when rung, after `timeoutMs` or when aborted. */
  async heard(signal: AbortSignal, timeoutMs?: number): Promise<void> {
    if (!this.#isRung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = timeoutMs === undefined ? undefined : setTimeout(done, timeoutMs);
        function done() {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          resolve();
        }
        signal.addEventListener('abort', done);
        this.#wake.push(done);
      });
    }
    this.#isRung = false;
  }
}
