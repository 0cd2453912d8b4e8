import type { Services } from '../../context.ts';
import { cancelForFinish } from '../../calendar/bookings.ts';
import { changeSession } from '../../sessions/change-session.ts';
import type { FinishIntent } from './finish-intent.ts';

/** `not_changed` and `unknown` as the API documents them. */
export type FinishOutcome = 'finished' | 'not_changed' | 'unknown';

/**
 * The LMS's attempt is submitted: a session that runs is finished, one that was never begun is called off, with its
 * place in the calendar. Applying it again changes nothing.
 */
export async function applyFinish(
  services: Pick<Services, 'db' | 'now' | 'live' | 'log' | 'signer'>,
  intent: FinishIntent,
): Promise<FinishOutcome> {
  const launch = await services.db
    .selectFrom('launches')
    .select('sessionId')
    .where('integrationId', '=', intent.integrationId)
    .where('lmsSessionId', '=', intent.lmsSessionId)
    .executeTakeFirst();
  if (!launch) return 'unknown';
  return changeSession(services, launch.sessionId, async (change) => {
    if (intent.finishUrl !== null) {
      await change.db
        .updateTable('launches')
        .set({ finishUrl: intent.finishUrl })
        .where('sessionId', '=', launch.sessionId)
        .execute();
      change.touch();
    }
    const at = Math.min(intent.at, change.now);
    const act = { what: 'finished_by_lms', personId: null };
    const outcome = await change.offer({ type: 'finish', at, reason: 'by_lms' }, act);
    if (outcome === 'applied') return 'finished';
    if (outcome === 'same') return 'not_changed';
    await cancelForFinish(change.db, change.session, change.now);
    await change.offer({ type: 'cancelled', at }, act);
    return 'finished';
  });
}
