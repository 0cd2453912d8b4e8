import { backoffMs } from '../backoff.ts';
import { Bell } from '../bell.ts';
import type { ServerClock } from '../clock.ts';
import { readServerTime } from './read-server-time.ts';

/** Asks for the server's time until it is told. Resolves with false when `signal` aborted before. */
export async function learnServerTime(
  clock: ServerClock,
  origin: string,
  signal: AbortSignal,
): Promise<boolean> {
  const retry = new Bell();
  globalThis.addEventListener('online', () => retry.ring(), { signal });
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      await readServerTime(clock, origin, signal);
      return true;
    } catch (error) {
      await retry.heard(signal, backoffMs(failures, error));
    }
  }
  return false;
}
