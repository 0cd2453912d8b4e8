import { setTimeout as pause } from 'node:timers/promises';
import type { IntegrationId } from '../../../protocol/ids.ts';
import { getIntegration } from '../integrations.ts';
import { claimNext, dueIntegrations, takeUpAbandoned } from './claim.ts';
import { tell, type TellNeeds } from './tell.ts';

const LOOK_EVERY_MS = 1000;

/**
 * Tells LMSs what waits to be told, from the start until `signal` aborts. Safe on several servers at once. Each LMS is
 * told by a loop of its own, one thing after the other: one that does not answer keeps no other waiting.
 */
export async function startSending(services: TellNeeds, signal: AbortSignal): Promise<void> {
  const atWork = new Set<IntegrationId>();
  const complain = (error: unknown) => {
    if (!signal.aborted) services.log.warn({ err: error }, 'what LMSs are to be told could not be looked at');
  };
  const look = async (): Promise<void> => {
    await takeUpAbandoned(services);
    for (const id of await dueIntegrations(services)) {
      if (atWork.has(id) || signal.aborted) continue;
      atWork.add(id);
      void tellAll(services, id, signal)
        .catch(complain)
        .finally(() => atWork.delete(id));
    }
  };
  while (!signal.aborted) {
    await look().catch(complain);
    await pause(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

async function tellAll(services: TellNeeds, id: IntegrationId, signal: AbortSignal): Promise<void> {
  for (;;) {
    const row = signal.aborted ? undefined : await claimNext(services, id);
    if (!row) return;
    await tell(services, await getIntegration(services.db, id), row, signal);
  }
}
