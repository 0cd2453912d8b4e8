import { useSignal } from '@preact/signals';

/** A button's work: busy while it runs, its error kept to be shown, never twice at once. */
export function useAction<A extends unknown[]>(work: (...args: A) => Promise<void>) {
  const isBusy = useSignal(false);
  const error = useSignal<unknown>(null);
  const run = async (...args: A): Promise<void> => {
    if (isBusy.value) return;
    isBusy.value = true;
    error.value = null;
    try {
      await work(...args);
    } catch (cause) {
      error.value = cause;
    } finally {
      isBusy.value = false;
    }
  };
  return { run, isBusy, error };
}
