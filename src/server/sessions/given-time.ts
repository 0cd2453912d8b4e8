import type { SessionDetail } from '../../protocol/api.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import { clockOf, type SessionState } from '../../protocol/session.ts';

/**
 * Time given back and added, and what an LMS's own clock took meanwhile: it runs on while the quiz is behind a curtain.
 * A pause without one, or the time until a session was opened again, costs nothing there that we know of.
 */
export function givenTime(
  state: SessionState,
  { lmsClock }: Pick<ExamSettings, 'lmsClock'>,
): Pick<SessionDetail, 'stoodStillMs' | 'extraMs' | 'lmsLostMs'> {
  const { stoodStillMs = 0, extraMs = 0, hiddenMs = 0 } = clockOf(state) ?? {};
  return { stoodStillMs, extraMs, lmsLostMs: lmsClock ? hiddenMs : 0 };
}
