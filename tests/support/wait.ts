/** One look may take this long: a question to a page that is just going away can stay without an answer. */
const LOOK_MS = 8000;

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
      const found = await within(probe, LOOK_MS);
      if (found) return found;
    } catch (error) {
      lastError = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`waited ${timeoutMs} ms in vain for: ${what}`, { cause: lastError });
    }
    await lapse(everyMs);
  }
}

/** Lets real time pass, for what is measured in it: how long a student is away, how long an exam lasts. */
export const lapse = (ms: number): Promise<void> => new Promise((over) => setTimeout(over, ms));

async function within<T>(probe: () => Promise<T> | T, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([(async () => probe())(), late]);
  } finally {
    clearTimeout(timer);
  }
}
