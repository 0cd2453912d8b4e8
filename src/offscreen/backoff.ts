import { ExamusError } from '../protocol/errors.ts';

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait after the n-th failure in a row (0, 1, …): doubling, with jitter so that a class of students does
 * not come back in one moment. What the server asked for (`Retry-After`) is obeyed.
 */
export function backoffMs(failures: number, error?: unknown, random: () => number = Math.random): number {
  const doubled = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
  const jittered = doubled * (0.5 + random() / 2);
  return Math.max(jittered, retryAfterMs(error));
}

/** What the server asked for (`Retry-After`); 0 when it asked for nothing. */
export function retryAfterMs(error: unknown): number {
  if (!(error instanceof ExamusError)) return 0;
  const seconds = Number(Object(error.details)['retryAfterS']);
  return seconds > 0 ? seconds * 1000 : 0;
}
