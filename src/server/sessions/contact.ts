import type { SessionId } from '../../protocol/ids.ts';
import { SILENCE_MS } from '../../protocol/live.ts';
import { type ChangeNeeds, changeSession, type SessionChange } from './change-session.ts';

/** A heartbeat is written down at most this often: 300 students pinging would be 60 writes a second. */
const WRITE_EVERY_MS = 5000;

/**
 * 5 minutes ahead of us is the most a clock that was compared with ours can be wrong. From one that is further ahead,
 * which began off line, nothing follows about when the student was there.
 */
const CLOCK_SLACK_MS = 5 * 60_000;
export const isAhead = (at: number, now: number): boolean => at > now + CLOCK_SLACK_MS;

/** Recorded just now, not handed in from a journal that lay on disk. */
export const isFresh = (at: number, now: number): boolean => at >= now - SILENCE_MS && !isAhead(at, now);

/**
 * The student's machine was heard from. `capturing` = it records right now; only that ends an interruption: a browser
 * that starts again and merely hands in what is left does not mean that the student is back.
 */
export async function noteContact(
  services: ChangeNeeds,
  sessionId: SessionId,
  capturing: boolean,
): Promise<void> {
  const now = services.now();
  const noted = await services.db
    .updateTable('sessions')
    .set({ lastContactAt: now })
    .where('id', '=', sessionId)
    .where('phase', '<>', 'closed')
    .where((e) => e.or([e('phase', '<>', 'interrupted'), e.val(capturing)]))
    .where((e) => e.or([e('lastContactAt', 'is', null), e('lastContactAt', '<=', now - WRITE_EVERY_MS)]))
    .returning(['phase'])
    .executeTakeFirst();
  if (noted?.phase === 'interrupted') await changeSession(services, sessionId, endInterruption);
}

/** The same inside a change under way. */
export async function endInterruption(change: SessionChange): Promise<void> {
  change.note({ lastContactAt: change.now });
  if (change.session.phase !== 'interrupted') return;
  await change.apply({ type: 'contact', at: change.now }, { what: 'contact', personId: null });
}
