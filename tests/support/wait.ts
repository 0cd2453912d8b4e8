/** Probes until something is there. The only place where a test waits for time to pass. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  { timeoutMs = 15_000, everyMs = 100 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let lastError: unknown;
  for (;;) {
    try {
      const found = await probe();
      if (found) return found;
    } catch (error) {
      lastError = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`waited ${timeoutMs} ms in vain for: ${what}`, { cause: lastError });
    }
    await new Promise((next) => setTimeout(next, everyMs));
  }
}

/** Lets real time pass, for what is measured in it: how long a student is away, how long an exam lasts. */
export const lapse = (ms: number): Promise<void> => new Promise((over) => setTimeout(over, ms));
