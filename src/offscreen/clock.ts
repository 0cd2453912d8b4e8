/**
 * The server's clock as known here. Kept against `performance.now()`, which no change of the system clock touches.
 * Of the answers of the last minutes the one with the shortest round trip counts: its error is at most half of it.
 */
const SAMPLES = 30;
/** Camera and screen are to stay together within 200 ms, and with everything else that is told by this clock. */
const SHIFT_MS = 150;

interface Sample {
  /** Server time at `performance.now()` = 0. */
  zero: number;
  roundTripMs: number;
}

export class ServerClock {
  readonly #monotonic: () => number;
  readonly #wall: () => number;
  #samples: Sample[] = [];
  /** The zero that everybody who listens knows of. */
  #known: number | null = null;
  readonly #listeners = new Set<(shiftMs: number) => void>();

  constructor(monotonic: () => number = () => performance.now(), wall: () => number = Date.now) {
    this.#monotonic = monotonic;
    this.#wall = wall;
  }

  /** The time was put right by more than a little: what was counted from an old `now()` is off by so much. */
  onShift(listener: (shiftMs: number) => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener));
  }

  /** Marks the sending of a question; the returned function takes the server's time that came back. */
  ask(): (serverNow: number) => void {
    const sentAt = this.#monotonic();
    return (serverNow) => this.add(sentAt, this.#monotonic(), serverNow);
  }

  add(sentAt: number, receivedAt: number, serverNow: number): void {
    const sample = { zero: serverNow - (sentAt + receivedAt) / 2, roundTripMs: receivedAt - sentAt };
    // Two true samples differ by at most half of both trips; more means that a clock jumped or the machine slept.
    const agrees = (old: Sample) =>
      Math.abs(old.zero - sample.zero) <= (old.roundTripMs + sample.roundTripMs) / 2 + 20;
    const before = this.#known ?? this.#zero();
    this.#samples = [...this.#samples.filter(agrees), sample].slice(-SAMPLES);
    const shiftMs = Math.round(this.#zero() - before);
    if (this.#known !== null && Math.abs(shiftMs) <= SHIFT_MS) return;
    this.#known = this.#zero();
    if (Math.abs(shiftMs) > SHIFT_MS) this.#listeners.forEach((listener) => listener(shiftMs));
  }

  get isKnown(): boolean {
    return this.#samples.length > 0;
  }

  now(): number {
    return Math.round(this.#zero() + this.#monotonic());
  }

  /** Server time = `Date.now()` + this. */
  get offsetMs(): number {
    return Math.round(this.#zero() + this.#monotonic() - this.#wall());
  }

  /** Server time of a moment of the system's clock. */
  fromWall(at: number): number {
    return Math.round(at + this.offsetMs);
  }

  #zero(): number {
    const best = this.#samples.reduce<Sample | null>(
      (best, sample) => (best === null || sample.roundTripMs < best.roundTripMs ? sample : best),
      null,
    );
    return best?.zero ?? this.#wall() - this.#monotonic();
  }
}
