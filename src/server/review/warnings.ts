import type { SessionDetail } from '../../protocol/api.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { SessionId } from '../../protocol/ids.ts';
import type { WarningType } from '../../protocol/warnings.ts';
import type { Queries } from '../store/database.ts';

export async function warningsOf(
  db: Queries,
  sessionId: SessionId,
  visible: ExamSettings['visibleWarnings'],
): Promise<SessionDetail['warnings']> {
  const rows = await db
    .selectFrom('warnings')
    .select(['id', 'type', 'startAt', 'endAt', 'source', 'confidence', 'reason'])
    .where('sessionId', '=', sessionId)
    .orderBy('startAt')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, hidden: isHidden(row.type, visible) }));
}

/** Whether the exam keeps this kind from the student. Only some kinds can be switched. */
const isHidden = (type: WarningType, visible: ExamSettings['visibleWarnings']): boolean =>
  type in visible && !visible[type as keyof typeof visible];
