/** What detection and upload cost, over the last seconds. Pure: every call brings its time. */
const WINDOW_MS = 10_000;

interface Cost {
  at: number;
  amount: number;
}

export class Meter {
  #busyMs: Cost[] = [];
  #bytes: Cost[] = [];
  #detectingSince: number | null = null;

  /** Detection was at work for `busyMs`. */
  detected(busyMs: number, nowMs: number): void {
    this.#detectingSince ??= nowMs;
    this.#busyMs = [...recent(this.#busyMs, nowMs), { at: nowMs, amount: busyMs }];
  }

  uploaded(bytes: number, nowMs: number): void {
    this.#bytes = [...recent(this.#bytes, nowMs), { at: nowMs, amount: bytes }];
  }

  /** Share of one processor core, 0–1; null while nothing was detected. */
  detectionShare(nowMs: number): number | null {
    const costs = recent(this.#busyMs, nowMs);
    if (costs.length === 0 || this.#detectingSince === null) return null;
    const overMs = Math.min(WINDOW_MS, Math.max(1000, nowMs - this.#detectingSince));
    return Math.min(1, Math.round((100 * sum(costs)) / overMs) / 100);
  }

  uploadBytesPerSecond(nowMs: number): number {
    return Math.round((sum(recent(this.#bytes, nowMs)) * 1000) / WINDOW_MS);
  }
}

const recent = (costs: Cost[], nowMs: number): Cost[] => costs.filter(({ at }) => nowMs - at < WINDOW_MS);
const sum = (costs: Cost[]): number => costs.reduce((total, { amount }) => total + amount, 0);
