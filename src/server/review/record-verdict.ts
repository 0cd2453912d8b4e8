import { ExamusError } from '../../protocol/errors.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { PersonId } from '../../protocol/ids.ts';
import { verdictByScore } from '../../protocol/score.ts';
import type { Verdict } from '../../protocol/views.ts';
import type { SessionChange } from '../sessions/change-session.ts';
import { reviewRow } from './review-row.ts';
import { scoreOfSession } from './session-score.ts';

/** Rejects with `conflict` where the first verdict is final and there is one. */
export async function assertChangeable({ db, session }: SessionChange): Promise<void> {
  if (session.settings.finalStatusOnly && (await reviewRow(db, session.id))) {
    throw new ExamusError('conflict', 'the first verdict of this exam is final');
  }
}

type Review = Awaited<ReturnType<typeof reviewRow>>;

/** Once a person decided or the student appealed the score has no say any more, nor where the first verdict is final. */
export const mayScoreDecideAgain = (
  { personId, reopenedAt }: NonNullable<Review>,
  { finalStatusOnly }: Pick<ExamSettings, 'finalStatusOnly'>,
): boolean => personId === null && reopenedAt === null && !finalStatusOnly;

/**
 * In an exam that lets the score decide, it does so when the session closes, and again when what arrives later or what
 * people say of its warnings changes it.
 */
export async function decideByScore(change: SessionChange): Promise<void> {
  const { db, session } = change;
  const { mode, autoVerdictNeedsPerson } = session.settings;
  if (session.phase !== 'closed' || session.startedAt === null) return;
  if (mode !== 'auto' || autoVerdictNeedsPerson) return;
  const before = await reviewRow(db, session.id);
  if (before && !mayScoreDecideAgain(before, session.settings)) return;
  const state = verdictByScore(await scoreOfSession(db, session.id, session.settings));
  if (before?.state === state) return;
  await decide(change, { state, comment: '', personId: null });
  change.touch();
}

interface Decision {
  state: Verdict;
  comment: string;
  /** Null = the score. */
  personId: PersonId | null;
}

/** The verdict's act is preceded by the score it was given at. */
export async function decide(change: SessionChange, decision: Decision): Promise<void> {
  const { db, session, now } = change;
  const { state, comment, personId } = decision;
  const { score } = await scoreOfSession(db, session.id, session.settings);
  const row = { ...decision, decidedAt: now, reopenedAt: null };
  await db
    .insertInto('reviews')
    .values({ sessionId: session.id, ...row })
    .onConflict((conflict) => conflict.column('sessionId').doUpdateSet(row))
    .execute();
  await change.record({ what: 'scored', personId: null, detail: String(score) });
  await change.record({ what: `verdict_${state}`, personId, detail: comment });
}
