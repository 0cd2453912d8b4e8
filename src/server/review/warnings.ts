import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { SessionId } from '../../protocol/ids.ts';
import type { ReviewedWarning } from '../../protocol/review.ts';
import type { WarningType } from '../../protocol/warnings.ts';
import type { Queries } from '../store/database.ts';
import { isIndependent, type Sight } from './sight.ts';

/** A session's warnings with what people said of them, as far as it is to be shown, oldest first. */
export async function warningsOf(
  db: Queries,
  sessionId: SessionId,
  visible: ExamSettings['visibleWarnings'],
  sight: Sight = 'newest',
): Promise<ReviewedWarning[]> {
  const rows = await db
    .selectFrom('warnings')
    .select(['id', 'type', 'startAt', 'endAt', 'source', 'confidence', 'reason'])
    .where('sessionId', '=', sessionId)
    .orderBy('startAt')
    .orderBy('id')
    .execute();
  const said = Map.groupBy(await judgementsOf(db, sessionId, sight), ({ warningId }) => warningId);
  return rows.map((row) => ({
    ...row,
    hidden: isHidden(row.type, visible),
    ...standing(said.get(row.id) ?? [], sight),
  }));
}

type Said = Awaited<ReturnType<typeof judgementsOf>>[number];

/** Newest first. */
async function judgementsOf(db: Queries, sessionId: SessionId, sight: Sight) {
  const all = db
    .selectFrom('judgements as j')
    .innerJoin('people as p', 'p.id', 'j.personId')
    .select(['j.warningId', 'j.round', 'j.judgement', 'j.note', 'p.name as by'])
    .where('j.sessionId', '=', sessionId)
    .orderBy('j.round', 'desc')
    .orderBy('j.at', 'desc')
    .orderBy('j.personId');
  if (!isIndependent(sight)) return all.execute();
  return all.where((e) => e.or([e('j.round', '<', sight.round), e('j.personId', '=', sight.only)])).execute();
}

function standing(
  said: readonly Said[],
  sight: Sight,
): Pick<ReviewedWarning, 'judgement' | 'note' | 'judgedBy' | 'said'> {
  const [newest] = said;
  return {
    judgement: newest?.judgement ?? null,
    note: newest?.note ?? '',
    judgedBy: newest?.by ?? null,
    said:
      sight === 'each'
        ? said
            .filter(({ round }) => round === newest!.round)
            .map(({ by, judgement, note }) => ({ by, judgement, note }))
        : [],
  };
}

/** Whether the exam keeps this kind from the student. Only some kinds can be switched. */
const isHidden = (type: WarningType, visible: ExamSettings['visibleWarnings']): boolean =>
  type in visible && !visible[type as keyof typeof visible];
