import type { HandlerInput, HandlerReply } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { scoreOf } from '../../protocol/score.ts';
import type { Person } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import { changeSession } from '../sessions/change-session.ts';
import { assertChangeable } from './record-verdict.ts';
import { warningsOf } from './warnings.ts';

/**
 * A person says what warnings are worth, or notes something about them. Rejects with `not_found` when one of them is not
 * the session's, `conflict` when the exam's first verdict is final and given.
 */
export async function judgeWarnings(
  services: Services,
  sessionId: SessionId,
  { id: personId }: Person,
  { warningIds, judgement, note }: HandlerInput<'judge'>['body'],
): Promise<HandlerReply<'judge'>> {
  return changeSession(services, sessionId, async (change) => {
    const { db, now } = change;
    const { settings } = change.session;
    await assertChangeable(change);
    const stored = await warningsOf(db, sessionId, settings.visibleWarnings);
    for (const warningId of new Set(warningIds)) {
      const before = stored.find(({ id }) => id === warningId);
      if (!before) throw new ExamusError('not_found', 'no such warning in this session');
      const row = {
        judgement: judgement === undefined ? before.judgement : judgement,
        note: note ?? before.note,
        personId,
        at: now,
      };
      if (row.judgement === before.judgement && row.note === before.note) continue;
      await db
        .insertInto('judgements')
        .values({ warningId, sessionId, ...row })
        .onConflict((conflict) => conflict.column('warningId').doUpdateSet(row))
        .execute();
      const what = row.judgement === before.judgement ? 'noted' : (row.judgement ?? 'unjudged');
      await change.record({ what: `warning_${what}`, personId, detail: `${warningId} ${row.note}`.trim() });
    }
    change.touch();
    const warnings = await warningsOf(db, sessionId, settings.visibleWarnings);
    const judged = {
      warnings: warnings.filter(({ id }) => warningIds.includes(id)),
      score: scoreOf(warnings, settings),
    };
    change.addJudged(judged);
    return judged;
  });
}
