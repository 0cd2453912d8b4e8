import type { FastifyBaseLogger } from 'fastify';
import type { SessionId } from '../protocol/ids.ts';

interface Failed {
  sessionId: SessionId;
  error: unknown;
}

/**
 * Does `work` for one session after the other. One that cannot be worked on keeps no other from its turn; what failed is
 * told once, when the round is over, and given back. Aborted, it stops after the one under way and tells nothing.
 */
export async function eachSession(
  sessionIds: Iterable<SessionId>,
  work: (sessionId: SessionId) => Promise<void>,
  {
    log,
    complaint,
    signal,
  }: { log: Pick<FastifyBaseLogger, 'error'>; complaint: string; signal?: AbortSignal },
): Promise<Failed[]> {
  const failed: Failed[] = [];
  for (const sessionId of sessionIds) {
    if (signal?.aborted) break;
    await work(sessionId).catch((error: unknown) => failed.push({ sessionId, error }));
  }
  const [first] = failed;
  if (first && !signal?.aborted) {
    log.error({ err: first.error, sessionIds: failed.map(({ sessionId }) => sessionId) }, complaint);
  }
  return failed;
}
