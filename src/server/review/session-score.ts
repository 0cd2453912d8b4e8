import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { type Score, scoreOf } from '../../protocol/score.ts';
import type { Queries } from '../store/database.ts';

/** The score of a stored session: its warnings, with what people said of them, by its own settings. */
export async function scoreOfSession(
  db: Queries,
  sessionId: SessionId,
  settings: ExamSettings,
): Promise<Score> {
  const warnings = await db
    .selectFrom('warnings as w')
    .leftJoin('judgements as j', 'j.warningId', 'w.id')
    .select(['w.type', 'w.startAt', 'w.endAt', 'w.source', 'w.confidence', 'j.judgement'])
    .where('w.sessionId', '=', sessionId)
    .execute();
  return scoreOf(warnings, settings);
}
