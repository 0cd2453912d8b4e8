import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { SessionId } from '../../protocol/ids.ts';
import type { ReviewedWarning } from '../../protocol/review.ts';
import type { WarningType } from '../../protocol/warnings.ts';
import type { Queries } from '../store/database.ts';

/** A session's warnings with what people said of them, oldest first. */
export async function warningsOf(
  db: Queries,
  sessionId: SessionId,
  visible: ExamSettings['visibleWarnings'],
): Promise<ReviewedWarning[]> {
  const rows = await db
    .selectFrom('warnings as w')
    .leftJoin('judgements as j', 'j.warningId', 'w.id')
    .leftJoin('people as p', 'p.id', 'j.personId')
    .select(['w.id', 'w.type', 'w.startAt', 'w.endAt', 'w.source', 'w.confidence', 'w.reason'])
    .select(['j.judgement', 'j.note', 'p.name as judgedBy'])
    .where('w.sessionId', '=', sessionId)
    .orderBy('w.startAt')
    .orderBy('w.id')
    .execute();
  return rows.map((row) => ({ ...row, note: row.note ?? '', hidden: isHidden(row.type, visible) }));
}

/** Whether the exam keeps this kind from the student. Only some kinds can be switched. */
const isHidden = (type: WarningType, visible: ExamSettings['visibleWarnings']): boolean =>
  type in visible && !visible[type as keyof typeof visible];
