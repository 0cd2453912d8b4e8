/**
 * No observation for longer than this: the machine slept, or a source stood still. The slowest look allowed takes as
 * long, and going from one page of the quiz to the next may leave the focus untold for a little less.
 */
export const UNSEEN_MS = 5000;

/**
 * Turns a stream of yes/no observations into stretches of time. Pure: time comes with the observations.
 *
 * A state changes when `needed` of the last `window` observations say so, which swallows single false ones. A stretch
 * is told when half of `thresholdMs` has passed (time for advice), once it has lasted `thresholdMs`, with the moment it
 * truly began, and again when it ends. With `withinMs` what counts is the sum of the state's pieces in the last so many
 * milliseconds, e.g. speech with its pauses; the stretch then ends when there was none for so long.
 * A stretch is as sure as the mean of all observations within its pieces, those that spoke against it included.
 *
 * Of a time without observations nothing is known: what lasted ends with the last one before.
 */
export interface DebounceOptions {
  thresholdMs: number;
  window: number;
  needed: number;
  withinMs?: number;
}
export interface Observation {
  at: number;
  isActive: boolean;
  /** How sure it is that the state holds, 0–1, also where it is not active; null where nothing is estimated. */
  confidence: number | null;
}
export type Stretch =
  /** Half way to the threshold. */
  | { type: 'nearing'; startAt: number }
  /** Over before it counted. */
  | { type: 'passed'; startAt: number }
  | { type: 'began'; startAt: number; confidence: number | null }
  | { type: 'ended'; startAt: number; endAt: number; confidence: number | null };

/** `to` null = it lasts. */
interface Piece {
  from: number;
  to: number | null;
}

export class Debounce {
  readonly #options: DebounceOptions;
  #last: Observation[] = [];
  #pieces: Piece[] = [];
  #told: 'nothing' | 'nearing' | 'began' = 'nothing';
  #startAt = 0;
  /** The latest moment that anything was observed of. */
  #seenAt = -Infinity;
  /** Of the last observations: which of them belong to the stretch may still turn out. */
  #confidence: { at: number; value: number }[] = [];
  /** Of all before them, since the first piece began. */
  #settled = { sum: 0, count: 0 };

  constructor(options: DebounceOptions) {
    this.#options = options;
  }

  observe(observation: Observation): Stretch | null {
    const isUnseen = this.#isUnseen(observation.at);
    const cut = isUnseen ? this.stop(observation.at) : null;
    this.#seenAt = isUnseen ? observation.at : Math.max(this.#seenAt, observation.at);
    // The first after a gap has lasted no time: it tells of nothing itself.
    const told = this.#take(observation);
    return cut ?? told;
  }

  #take(observation: Observation): Stretch | null {
    const { at, confidence } = observation;
    this.#last = [...this.#last, observation].slice(-this.#options.window);
    const open = this.#openPiece;
    const turnedAt = this.#turned(!open);
    if (open && turnedAt !== null) {
      open.to = Math.max(turnedAt, open.from);
      // What was seen after it was over, until enough said so, is no part of it.
      this.#confidence = this.#confidence.filter((seen) => seen.at < turnedAt);
    } else if (turnedAt !== null) this.#pieces.push({ from: turnedAt, to: null });
    if (this.#openPiece && confidence !== null) this.#keep({ at, value: confidence });

    const withinMs = this.#options.withinMs ?? 0;
    const lasting = this.#pieces.filter(({ to }) => to === null || to > at - withinMs);
    if (lasting.length === 0) return this.#end(at);
    this.#pieces = lasting;
    if (this.#told === 'began') return null;
    this.#startAt = lasting[0]!.from;
    return this.#tell(this.#lengthMs(at));
  }

  /** Nothing more will be observed (the device is gone, the exam is over): what lasts ends here. */
  stop(at: number): Stretch | null {
    this.#last = [];
    return this.#end(this.#isUnseen(at) ? this.#seenAt : at);
  }

  /** For too long, or the clock was put back meanwhile. */
  #isUnseen(at: number): boolean {
    return this.#seenAt !== -Infinity && Math.abs(at - this.#seenAt) > UNSEEN_MS;
  }

  #keep(seen: { at: number; value: number }): void {
    this.#confidence.push(seen);
    if (this.#confidence.length <= this.#options.window) return;
    const { sum, count } = this.#settled;
    this.#settled = { sum: sum + this.#confidence.shift()!.value, count: count + 1 };
  }

  get #meanConfidence(): number | null {
    const sum = this.#confidence.reduce((before, { value }) => before + value, this.#settled.sum);
    const count = this.#settled.count + this.#confidence.length;
    return count === 0 ? null : Math.round((sum / count) * 100) / 100;
  }

  get #openPiece(): Piece | undefined {
    return this.#pieces.find(({ to }) => to === null);
  }

  #lengthMs(at: number): number {
    const oldest = this.#options.withinMs === undefined ? -Infinity : at - this.#options.withinMs;
    return this.#pieces.reduce((sum, { from, to }) => sum + (to ?? at) - Math.max(from, oldest), 0);
  }

  #tell(lengthMs: number): Stretch | null {
    const { thresholdMs, withinMs = Infinity } = this.#options;
    const enoughMs = Math.min(thresholdMs, withinMs);
    // Advice comes first, also where so few observations come that the threshold is over with the first that tell.
    if (lengthMs >= enoughMs && this.#told === 'nearing') {
      this.#told = 'began';
      return { type: 'began', startAt: this.#startAt, confidence: this.#meanConfidence };
    }
    if (lengthMs < enoughMs / 2 || this.#told === 'nearing') return null;
    this.#told = 'nearing';
    return { type: 'nearing', startAt: this.#startAt };
  }

  #end(at: number): Stretch | null {
    const told = this.#told;
    const startAt = this.#startAt;
    const endAt = Math.max(startAt, this.#pieces.at(-1)?.to ?? at);
    const confidence = this.#meanConfidence;
    this.#told = 'nothing';
    this.#pieces = [];
    this.#confidence = [];
    this.#settled = { sum: 0, count: 0 };
    if (told === 'began') return { type: 'ended', startAt, endAt, confidence };
    return told === 'nearing' ? { type: 'passed', startAt } : null;
  }

  /** When enough of the last observations say `isActive`: the moment of the first of them. */
  #turned(isActive: boolean): number | null {
    const saying = this.#last.filter((observation) => observation.isActive === isActive);
    return saying.length >= this.#options.needed ? saying[0]!.at : null;
  }
}
