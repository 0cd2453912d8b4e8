import type { HandlerInput } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import { isOver } from '../../protocol/session.ts';
import type { Person, Verdict } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import { changeSession } from '../sessions/change-session.ts';
import type { Queries } from '../store/database.ts';
import { assertChangeable, decide } from './record-verdict.ts';
import { reviewRow } from './review-row.ts';

/**
 * A named person decides, once the exam is over. Where the exam asks for two reviewers it is an opinion first, and a
 * verdict when two people share it. A later decision replaces the first; all of them stay in the acts. What somebody said
 * already and still stands is not said again: the answer to the first time may have been lost.
 */
export async function giveVerdict(
  services: Services,
  sessionId: SessionId,
  { id: personId }: Person,
  { state, comment }: HandlerInput<'verdict'>['body'],
): Promise<void> {
  await changeSession(services, sessionId, async (change) => {
    const { phase, settings } = change.session;
    if (!isOver(phase)) {
      throw new ExamusError('wrong_phase', 'a verdict is given when the exam is over', { phase });
    }
    const review = await reviewRow(change.db, sessionId);
    const round = review?.round ?? 1;
    if (await hasSaid(change.db, { sessionId, round, personId, state, comment })) {
      const standing = review?.reopenedAt === null ? review : null;
      const isTheirs = settings.secondReviewer ? standing?.state === state : standing?.personId === personId;
      if (!standing || settings.finalStatusOnly || isTheirs) return;
    }
    await assertChangeable(change);
    const opinion = { state, comment, at: change.now };
    await change.db
      .insertInto('opinions')
      .values({ sessionId, round, personId, ...opinion })
      .onConflict((conflict) => conflict.columns(['sessionId', 'round', 'personId']).doUpdateSet(opinion))
      .execute();
    if (settings.secondReviewer && !(await isShared(change.db, sessionId, round, state, personId))) {
      await change.record({ what: `opinion_${state}`, personId, detail: comment });
    } else {
      await decide(change, { state, comment, personId });
    }
    change.touch();
  });
}

/** Whether this very opinion is theirs in this round. */
async function hasSaid(
  db: Queries,
  opinion: {
    sessionId: SessionId;
    round: number;
    personId: PersonId;
    state: Verdict;
    comment: string;
  },
): Promise<boolean> {
  const said = await db
    .selectFrom('opinions')
    .select('at')
    .where((e) => e.and(opinion))
    .executeTakeFirst();
  return said !== undefined;
}

/** Whether somebody else came to the same in this round. */
async function isShared(
  db: Queries,
  sessionId: SessionId,
  round: number,
  state: Verdict,
  personId: PersonId,
): Promise<boolean> {
  const other = await db
    .selectFrom('opinions')
    .select('personId')
    .where('sessionId', '=', sessionId)
    .where('round', '=', round)
    .where('state', '=', state)
    .where('personId', '<>', personId)
    .executeTakeFirst();
  return other !== undefined;
}
