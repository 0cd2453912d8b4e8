import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CallOptions } from '../../../shared/call-route.ts';

/** What a page shows first: fetched when it opens or `key` changes, given up when it is left, `load` again by hand. */
export function useFetched<T>(fetch: (options: CallOptions) => Promise<T>, key: string) {
  const value = useSignal<T | null>(null);
  const error = useSignal<unknown>(null);
  const load = async (signal?: AbortSignal): Promise<void> => {
    error.value = null;
    try {
      value.value = await fetch(signal ? { signal } : {});
    } catch (cause) {
      if (!signal?.aborted) error.value = cause;
    }
  };
  useEffect(() => {
    const leaving = new AbortController();
    void load(leaving.signal);
    return () => leaving.abort();
  }, [key]);
  return { value, error, load };
}
