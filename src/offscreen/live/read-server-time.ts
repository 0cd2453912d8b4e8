import { api } from '../../shared/api-client.ts';
import type { ServerClock } from '../clock.ts';

/** One look at the server's clock over HTTP: before the socket is open, and where there is none. */
export async function readServerTime(clock: ServerClock, origin: string, signal: AbortSignal): Promise<void> {
  const answered = clock.ask();
  answered((await api({ origin }, 'time', {}, { signal })).now);
}
