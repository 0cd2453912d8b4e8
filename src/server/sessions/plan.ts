import type { Accommodation } from '../../protocol/accommodation.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { Plan } from '../../protocol/session.ts';

const minutes = (count: number): number => count * 60_000;

/** What the state machine must know of an exam, fixed when a session is made. */
export const planOf = (settings: ExamSettings, granted: Accommodation | null = null): Plan => ({
  mode: settings.mode,
  identification: settings.identification,
  durationMs: minutes(settings.durationMinutes),
  examEndsAt: settings.endsAt,
  graceMs: minutes(settings.graceMinutes),
  returnWindowMs: minutes(settings.returnWindowMinutes),
  launchedByLms: false,
  ...(granted?.breaks?.count ? { breaks: granted.breaks } : {}),
});
