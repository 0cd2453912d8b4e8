import type { HandlerInput, HandlerReply } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { scoreOf } from '../../protocol/score.ts';
import type { Person } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import { changeSession } from '../sessions/change-session.ts';
import { assertChangeable, decideByScore } from './record-verdict.ts';
import { reviewRow } from './review-row.ts';
import { sightOf } from './sight.ts';
import { warningsOf } from './warnings.ts';

const acts = {
  confirmed: 'warning_confirmed',
  dismissed: 'warning_dismissed',
  unjudged: 'warning_unjudged',
  noted: 'warning_noted',
} as const;
/** What the acts call it. */
export const judgingActs: readonly string[] = Object.values(acts);

/**
 * A person says what warnings are worth, or notes something about them. Rejects with `not_found` when one of them is not
 * the session's, `conflict` when the exam's first verdict is final and given.
 */
export async function judgeWarnings(
  services: Services,
  sessionId: SessionId,
  person: Person,
  { warningIds, judgement, note }: HandlerInput<'judge'>['body'],
): Promise<HandlerReply<'judge'>> {
  return changeSession(services, sessionId, async (change) => {
    const { db, now } = change;
    const { settings } = change.session;
    const { id: personId } = person;
    await assertChangeable(change);
    const sight = await sightOf(db, change.session, person);
    const round = (await reviewRow(db, sessionId))?.round ?? 1;
    // Of two reviewers each says their own, also the same as the other or when they see it: nobody's words become another's.
    const own = settings.secondReviewer ? { only: personId, round, since: null } : sight;
    const stored = await warningsOf(db, sessionId, settings.visibleWarnings, own);
    for (const warningId of new Set(warningIds)) {
      const before = stored.find(({ id }) => id === warningId);
      if (!before) throw new ExamusError('not_found', 'no such warning in this session');
      const row = {
        judgement: judgement === undefined ? before.judgement : judgement,
        note: note ?? before.note,
        at: now,
      };
      if (row.judgement === before.judgement && row.note === before.note) continue;
      await db
        .insertInto('judgements')
        .values({ warningId, sessionId, round, personId, ...row })
        .onConflict((conflict) => conflict.columns(['warningId', 'round', 'personId']).doUpdateSet(row))
        .execute();
      const act = row.judgement === before.judgement ? 'noted' : (row.judgement ?? 'unjudged');
      await change.record({ what: acts[act], personId, detail: `${warningId} ${row.note}`.trim() });
    }
    await decideByScore(change);
    change.touch();
    const warnings = await warningsOf(db, sessionId, settings.visibleWarnings, sight);
    const judged = {
      warnings: warnings.filter(({ id }) => warningIds.includes(id)),
      score: scoreOf(warnings, settings),
    };
    // Where reviewers are independent of each other, it is nobody else's news.
    if (!settings.secondReviewer) change.addJudged(judged);
    return judged;
  });
}
