import type { SessionId } from '../../protocol/ids.ts';
import { type ChangeNeeds, changeSession } from '../sessions/change-session.ts';

const ACT = 'clock_ahead';

/** Notes, once, that the student's machine dated pieces in the future: its clock was never compared with ours. */
export async function markClock(services: ChangeNeeds, sessionId: SessionId, aheadMs: number): Promise<void> {
  const isMarked = await services.db
    .selectFrom('acts')
    .select('seq')
    .where('sessionId', '=', sessionId)
    .where('what', '=', ACT)
    .executeTakeFirst();
  if (isMarked) return;
  await changeSession(services, sessionId, async (change) => {
    await change.record({ what: ACT, personId: null, detail: `${Math.round(aheadMs / 1000)} s` });
    change.touch();
  });
}
