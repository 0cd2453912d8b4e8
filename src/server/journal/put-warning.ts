import { ExamusError } from '../../protocol/errors.ts';
import { isAllowedBy, type Warning } from '../../protocol/warnings.ts';
import type { SessionChange } from '../sessions/change-session.ts';

/**
 * A warning begins, or ends under the same id. What the exam's rules allow is no warning and is not kept.
 * Rejects with `bad_request` for a source that only a person has. The id of another session's warning has no effect
 * and is noted: refused, it would hold up the whole journal behind it.
 */
export async function putWarning(change: SessionChange, warning: Warning): Promise<void> {
  const { db, session } = change;
  if (warning.source === 'human')
    throw new ExamusError('bad_request', 'only people make warnings of source human');
  if (isAllowedBy(warning.type, session.settings.rules)) return;
  const { endAt, confidence, reason } = warning;
  const stored = await db
    .insertInto('warnings')
    .values({ ...warning, sessionId: session.id })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ endAt, confidence, reason })
        .where('warnings.sessionId', '=', session.id),
    )
    .returning(['id', 'type', 'startAt', 'endAt', 'source', 'confidence', 'reason'])
    .executeTakeFirst();
  if (!stored) {
    const detail = `warning ${warning.id} belongs to another session`;
    return change.record({ what: 'entry_without_effect', personId: null, detail });
  }
  change.addWarning(stored);
}
