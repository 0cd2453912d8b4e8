import { useEffect, useState } from 'preact/hooks';
import type { Load } from '../server.ts';

/** Fetches when `key` changes or `reload` is called; an answer that comes too late is dropped. */
export function useLoad<T>(fetch: (signal: AbortSignal) => Promise<T>, key = '') {
  const [load, setLoad] = useState<Load<T>>({ state: 'loading' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    fetch(stop.signal).then(
      (value) => stop.signal.aborted || setLoad({ state: 'ready', value }),
      (error: unknown) => stop.signal.aborted || setLoad({ state: 'failed', error }),
    );
    return () => stop.abort();
  }, [key, round]);
  return { load, reload: () => setRound(round + 1) };
}
