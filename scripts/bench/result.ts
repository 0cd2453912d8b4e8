/** One measured figure. `floor` is what could be reached at best, measured in the same run; `ratio` = value / floor. */
export interface Result {
  bench: string;
  figure: string;
  value: number;
  unit: string;
  floor?: number;
  ratio?: number;
  /** In words, e.g. `<= 100 ms`. */
  goal: string;
  met: boolean;
}

export interface BenchOptions {
  /** Fewer and shorter rounds: to see that a bench works, not for figures. */
  isQuick: boolean;
}

export interface Bench {
  name: string;
  run: (options: BenchOptions) => Promise<Result[]>;
}

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

export function median(values: number[]): number {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The mean without the highest and the lowest quarter. */
export function middleMean(values: number[]): number {
  const cut = Math.floor(values.length / 4);
  const middle = values.toSorted((a, b) => a - b).slice(cut, values.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/** The value that 95 of 100 do not exceed. */
export function p95(values: number[]): number {
  if (values.length === 0) throw new Error('nothing was measured');
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1]!;
}
