/**
 * Turns a stream of yes/no observations into stretches of time. Pure: time comes with the observations.
 *
 * A state changes when `needed` of the last `window` observations say so, which swallows single false ones; a stretch
 * is told once it has lasted `thresholdMs`, with the moment it truly began, and again when it ends.
 */
export interface DebounceOptions {
  thresholdMs: number;
  window: number;
  needed: number;
}
export interface Observation {
  at: number;
  isActive: boolean;
  /** 0–1, where something was estimated. */
  confidence: number | null;
}
export type Stretch =
  | { type: 'began'; startAt: number; confidence: number | null }
  | { type: 'ended'; startAt: number; endAt: number; confidence: number | null };

export class Debounce {
  readonly #options: DebounceOptions;
  #last: Observation[] = [];
  #active: { since: number; isTold: boolean; confidence: number[] } | null = null;

  constructor(options: DebounceOptions) {
    this.#options = options;
  }

  observe(observation: Observation): Stretch | null {
    const { window, thresholdMs } = this.#options;
    this.#last = [...this.#last, observation].slice(-window);
    if (!this.#active) {
      const onset = this.#turned(true);
      if (onset !== null) this.#active = { since: onset, isTold: false, confidence: [] };
    }
    const active = this.#active;
    if (!active) return null;
    if (observation.isActive && observation.confidence !== null) {
      active.confidence.push(observation.confidence);
    }
    const over = this.#turned(false);
    if (over !== null) return this.#end(over);
    if (active.isTold || observation.at - active.since < thresholdMs) return null;
    active.isTold = true;
    return { type: 'began', startAt: active.since, confidence: mean(active.confidence) };
  }

  /** Nothing more will be observed (the device is gone, the exam is over): what lasts ends here. */
  stop(at: number): Stretch | null {
    this.#last = [];
    return this.#end(at);
  }

  #end(endAt: number): Stretch | null {
    const active = this.#active;
    this.#active = null;
    if (!active?.isTold) return null;
    const confidence = mean(active.confidence);
    return { type: 'ended', startAt: active.since, endAt: Math.max(endAt, active.since), confidence };
  }

  /** When enough of the last observations say `isActive`: the moment of the first of them. */
  #turned(isActive: boolean): number | null {
    const saying = this.#last.filter((observation) => observation.isActive === isActive);
    return saying.length >= this.#options.needed ? saying[0]!.at : null;
  }
}

const mean = (values: number[]): number | null =>
  values.length === 0
    ? null
    : Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 100) / 100;
