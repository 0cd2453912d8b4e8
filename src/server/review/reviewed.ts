import type { SessionDetail } from '../../protocol/api.ts';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import type { Remark } from '../../protocol/review.ts';
import { scoreOf, verdictByScore } from '../../protocol/score.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { ReviewView } from '../../protocol/views.ts';
import { isOver, type Phase } from '../../protocol/session.ts';
import type { Queries } from '../store/database.ts';
import { reviewRow } from './review-row.ts';
import { isIndependent, type Sight } from './sight.ts';

type Reviewed = Pick<
  SessionDetail,
  'score' | 'proposed' | 'decidedBy' | 'remarks' | 'opinions' | 'opinionCount' | 'isIndependent' | 'signed'
>;
interface Of {
  id: SessionId;
  settings: ExamSettings;
  phase: Phase;
  review: ReviewView;
  warnings: SessionDetail['warnings'];
}

/** Where the review of a session stands, as one reviewer may see it. */
export async function reviewedOf(
  db: Queries,
  session: Of,
  viewer: PersonId,
  sight: Sight,
): Promise<Reviewed> {
  const { id, settings, phase, review, warnings } = session;
  const score = scoreOf(warnings, settings);
  const row = await reviewRow(db, id);
  const opinions = await opinionsOf(db, id, row?.round ?? 1, viewer);
  const isProposing = settings.mode === 'auto' && isOver(phase) && review.state === 'pending';
  return {
    score,
    proposed: isProposing ? verdictByScore(score) : null,
    decidedBy: row && review.state !== 'pending' ? await nameOf(db, row.personId) : null,
    remarks: await remarksOf(db, id),
    opinions: isIndependent(sight) ? [] : opinions,
    opinionCount: opinions.length,
    isIndependent: isIndependent(sight),
    signed: await signedOf(db, id),
  };
}

export const remarksOf = (db: Queries, sessionId: SessionId): Promise<Remark[]> =>
  db
    .selectFrom('remarks')
    .select(['id', 'kind', 'text', 'at'])
    .where('sessionId', '=', sessionId)
    .orderBy('at')
    .orderBy('id')
    .execute();

async function signedOf(db: Queries, sessionId: SessionId): Promise<SessionDetail['signed']> {
  const row = await db
    .selectFrom('statements')
    .select(['statement', 'signature'])
    .where('sessionId', '=', sessionId)
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  const { keyId, madeAt, journal, acts } = row.statement;
  return { keyId, madeAt, journalHash: journal.hash, actsHash: acts.hash, signature: row.signature };
}

async function opinionsOf(db: Queries, sessionId: SessionId, round: number, viewer: PersonId) {
  const rows = await db
    .selectFrom('opinions as o')
    .innerJoin('people as p', 'p.id', 'o.personId')
    .select(['p.name as by', 'o.personId', 'o.state', 'o.comment', 'o.at'])
    .where('o.sessionId', '=', sessionId)
    .where('o.round', '=', round)
    .orderBy('o.at')
    .execute();
  return rows.map(({ personId, ...row }) => ({ ...row, isMine: personId === viewer }));
}

/** `score`: nobody did, the exam lets the score decide. */
async function nameOf(db: Queries, personId: PersonId | null): Promise<string> {
  if (personId === null) return 'score';
  const person = await db
    .selectFrom('people')
    .select('name')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  return person.name;
}
