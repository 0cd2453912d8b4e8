import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { warningId } from '../../protocol/ids.ts';
import type { SessionEvent, SessionState } from '../../protocol/session.ts';
import type { WarningType } from '../../protocol/warnings.ts';
import type { SessionChange } from './change-session.ts';

/**
 * What the system itself warns of, as technical faults that never score: `no_ping` from the last contact until the next
 * or until the session is over, and `timeout` when nobody came back in time. `before` is the state that `event` changed.
 */
export async function noteAbsence(
  change: SessionChange,
  before: SessionState,
  event: SessionEvent,
): Promise<void> {
  const after = change.session.state;
  if (before.phase !== 'interrupted' && after.phase === 'interrupted') {
    await warn(change, 'no_ping', after.since, null);
  }
  if (before.phase !== 'interrupted' || after.phase === 'interrupted') return;
  await endSilence(change, event.at);
  if (event.type === 'return_window_over') await warn(change, 'timeout', before.since, event.at);
}

/** The student had been there all the while: nobody came too late. The silence of the line stays. */
export const takeBackTimeout = ({ db, session }: SessionChange): Promise<unknown> =>
  db
    .deleteFrom('warnings')
    .where('sessionId', '=', session.id)
    .where('type', '=', 'timeout')
    .where('source', '=', 'system')
    .execute();

const shown = ['id', 'type', 'startAt', 'endAt', 'source', 'confidence', 'reason'] as const;

async function warn(
  change: SessionChange,
  type: WarningType,
  startAt: number,
  endAt: number | null,
): Promise<void> {
  const { id: sessionId } = change.session;
  const id = v.parse(warningId, randomUUID());
  const warning = { id, type, startAt, endAt, source: 'system' as const, confidence: null, reason: '' };
  await change.db
    .insertInto('warnings')
    .values({ ...warning, sessionId })
    .execute();
  change.addWarning(warning);
}

async function endSilence(change: SessionChange, at: number): Promise<void> {
  const ended = await change.db
    .updateTable('warnings')
    .set((row) => ({ endAt: row.fn<number>('greatest', ['startAt', row.val(at)]) }))
    .where('sessionId', '=', change.session.id)
    .where('type', '=', 'no_ping')
    .where('source', '=', 'system')
    .where('endAt', 'is', null)
    .returning(shown)
    .execute();
  for (const warning of ended) change.addWarning(warning);
}
