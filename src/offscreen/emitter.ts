/** Tells many of one kind of thing. A listener lives as long as its signal. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  listen(listener: (value: T) => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  }

  /** Whether anybody would hear: what nobody listens to need not be found out. */
  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  emit(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
}
