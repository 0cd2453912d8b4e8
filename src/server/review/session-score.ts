import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { type Score, scoreOf } from '../../protocol/score.ts';
import type { Queries } from '../store/database.ts';
import { warningsOf } from './warnings.ts';

/** The score of a stored session: its warnings, with what people said of them, by its own settings. */
export const scoreOfSession = async (
  db: Queries,
  sessionId: SessionId,
  settings: ExamSettings,
): Promise<Score> => scoreOf(await warningsOf(db, sessionId, settings.visibleWarnings), settings);
