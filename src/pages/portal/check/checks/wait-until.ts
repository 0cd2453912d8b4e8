/** Asks again and again until the answer is good; gives the last one when the time is up or `signal` aborts. */
export async function waitUntil<T>(
  ask: () => Promise<T>,
  isGood: (answer: T) => boolean,
  { forMs, everyMs = 250, signal }: { forMs: number; everyMs?: number; signal: AbortSignal },
): Promise<T> {
  const until = performance.now() + forMs;
  let answer = await ask();
  while (!isGood(answer) && performance.now() < until && !signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    answer = await ask();
  }
  return answer;
}
