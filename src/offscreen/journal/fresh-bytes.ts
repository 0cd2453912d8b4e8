/** Four minutes of both recordings: on a good line a piece is gone in a second. */
const MAX_BYTES = 8 * 1024 * 1024;

/** The newest pieces as they were recorded, so that the quick way up needs neither the disk nor the seal. */
export class FreshBytes {
  readonly #pieces = new Map<string, ArrayBuffer>();
  #bytes = 0;

  put(name: string, bytes: ArrayBuffer): void {
    this.#pieces.set(name, bytes);
    this.#bytes += bytes.byteLength;
    for (const oldest of this.#pieces.keys()) {
      if (this.#bytes <= MAX_BYTES) return;
      this.drop(oldest);
    }
  }

  get(name: string): ArrayBuffer | null {
    return this.#pieces.get(name) ?? null;
  }

  rename(from: string, to: string): void {
    const bytes = this.get(from);
    this.drop(from);
    if (bytes) this.put(to, bytes);
  }

  drop(name: string): void {
    this.#bytes -= this.#pieces.get(name)?.byteLength ?? 0;
    this.#pieces.delete(name);
  }
}
