import type { FastifyBaseLogger } from 'fastify';

interface Failed<Id> {
  id: Id;
  error: unknown;
}

/**
 * Does `work` for one session or the like after the other. One that cannot be worked on keeps no other from its turn;
 * what failed is told once, when the round is over, and given back. Aborted, it stops after the one under way and tells
 * nothing.
 */
export async function workOnEach<Id extends string>(
  ids: Iterable<Id>,
  work: (id: Id) => Promise<void>,
  {
    log,
    complaint,
    signal,
  }: { log: Pick<FastifyBaseLogger, 'error'>; complaint: string; signal?: AbortSignal },
): Promise<Failed<Id>[]> {
  const failed: Failed<Id>[] = [];
  for (const id of ids) {
    if (signal?.aborted) break;
    await work(id).catch((error: unknown) => failed.push({ id, error }));
  }
  const [first] = failed;
  if (first && !signal?.aborted) {
    log.error({ err: first.error, ids: failed.map(({ id }) => id) }, complaint);
  }
  return failed;
}
