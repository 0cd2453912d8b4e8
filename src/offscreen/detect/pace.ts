import type { CostMeter } from '../../protocol/view-port.ts';

/**
 * How much work detection may be on this machine. Pure: told of every sample, it decides every few seconds whether to
 * slow down (at once when samples take too long, are skipped, or the camera drops pictures) or to speed up again (only
 * after half a minute of ease, and after twice as long each time that this was too much, so that it does not swing).
 */
export const gears = [
  { samplesPerSecond: 4, cameraFps: 15 },
  { samplesPerSecond: 2, cameraFps: 10 },
  { samplesPerSecond: 1, cameraFps: 6 },
] as const;

const CALM_SAMPLES = 2;
const DECIDE_EVERY_MS = 5000;
/** Of the time between two samples. */
const TOO_LONG = 0.4;
const EASY = 0.15;
/** Of samples due and of pictures that the camera took. */
const TOO_MANY_LOST = 0.2;
const FEW_LOST = 0.05;
const EASE_NEEDED = 6;
/** A quarter of an hour: what was too much once may have been another program. */
const MOST_EASE_NEEDED = 192;

export class Pace {
  onChange: () => void = () => undefined;
  /** The camera has long shown what it should: see `calm.ts`. */
  isCalm = false;
  #gear: CostMeter['steppedDown'] = 0;
  #tookMs: number[] = [];
  #skipped = 0;
  #dropped = 0;
  #pictures = 0;
  #sinceMs: number | null = null;
  #ease = 0;
  #easeNeeded = EASE_NEEDED;
  /** Decisions since it last sped up. */
  #heldFor = Infinity;

  get steppedDown(): CostMeter['steppedDown'] {
    return this.#gear;
  }
  get gear(): (typeof gears)[number] {
    return gears[this.#gear];
  }
  get samplesPerSecond(): number {
    return this.isCalm ? Math.min(CALM_SAMPLES, this.gear.samplesPerSecond) : this.gear.samplesPerSecond;
  }
  get sampleEveryMs(): number {
    return 1000 / this.samplesPerSecond;
  }

  /** A sample was looked at; from the picture's coming to the answer. */
  sampled(tookMs: number, nowMs: number): void {
    this.#tookMs.push(tookMs);
    this.#decide(nowMs);
  }

  /** A sample was due, but the one before is not done. */
  skipped(nowMs: number): void {
    this.#skipped += 1;
    this.#decide(nowMs);
  }

  /** What became of the camera's pictures since it was last told. */
  delivered(pictures: number, dropped: number): void {
    this.#pictures += pictures;
    this.#dropped += dropped;
  }

  #decide(nowMs: number): void {
    this.#sinceMs ??= nowMs;
    if (nowMs - this.#sinceMs < DECIDE_EVERY_MS) return;
    const due = this.#tookMs.length + this.#skipped;
    const lost = Math.max(share(this.#skipped, due), share(this.#dropped, this.#pictures + this.#dropped));
    const tookMs = median(this.#tookMs);
    this.#reset(nowMs);
    this.#heldFor += 1;
    if (lost > TOO_MANY_LOST || tookMs > (TOO_LONG * 1000) / this.gear.samplesPerSecond)
      return this.#shift(1);
    const faster = gears[this.#gear - 1];
    const isEasy = faster && lost < FEW_LOST && tookMs < (EASY * 1000) / faster.samplesPerSecond;
    this.#ease = isEasy ? this.#ease + 1 : 0;
    if (this.#ease >= this.#easeNeeded) this.#shift(-1);
  }

  #shift(by: 1 | -1): void {
    this.#ease = 0;
    const gear = Math.min(gears.length - 1, Math.max(0, this.#gear + by)) as CostMeter['steppedDown'];
    if (gear === this.#gear) return;
    this.#gear = gear;
    if (by === -1) this.#heldFor = 0;
    else if (this.#heldFor > EASE_NEEDED) this.#easeNeeded = EASE_NEEDED;
    else this.#easeNeeded = Math.min(MOST_EASE_NEEDED, 2 * this.#easeNeeded);
    this.onChange();
  }

  #reset(nowMs: number): void {
    this.#sinceMs = nowMs;
    this.#tookMs = [];
    this.#skipped = 0;
    this.#dropped = 0;
    this.#pictures = 0;
  }
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

export function median(values: readonly number[] | Float32Array): number {
  // A typed array is sorted by number, without a comparing function.
  const sorted = new Float64Array(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
