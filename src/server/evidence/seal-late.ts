import { setTimeout as pause } from 'node:timers/promises';
import type { Services } from '../context.ts';
import { workOnEach } from '../work-on-each.ts';
import { changeSession } from '../sessions/change-session.ts';
import { sealSession } from './seal-session.ts';

const LOOK_MS = 2000;
/** What arrives after the closing comes in runs: one new statement for the run, not one for each piece. */
const QUIET_MS = 5000;

/** Signs anew what changed after a session closed, from the start until `signal` aborts. */
export function startSealing(services: Services, signal: AbortSignal): void {
  void sealForEver(services, signal);
}

async function sealForEver(services: Services, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sealLate(services).catch((error: unknown) =>
      services.log.warn({ err: error }, 'late arrivals could not be signed yet'),
    );
    await pause(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

export async function sealLate(services: Services): Promise<void> {
  const due = await services.db
    .selectFrom('sessions')
    .select('id')
    .where('unsealedSince', '<=', services.now() - QUIET_MS)
    .where('phase', '=', 'closed')
    .execute();
  await workOnEach(
    due.map(({ id }) => id),
    (sessionId) =>
      changeSession(services, sessionId, async (change) => {
        await sealSession(change.db, services.signer, change.session, change.now, { justClosed: false });
        change.note({ unsealedSince: null });
      }),
    { log: services.log, complaint: 'late arrivals of these sessions could not be signed yet' },
  );
}
