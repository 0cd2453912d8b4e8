import { type Accommodation, thresholds, withAccommodation } from '../../protocol/accommodation.ts';
import { canonicalJson } from '../../protocol/canonical-json.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { SessionChange } from './change-session.ts';
import { planOf } from './plan.ts';

/**
 * What the institution changed since the session was opened holds for it too, as long as it has not begun: who looked
 * in yesterday must not be late for an exam that was put off. After the consent only its times change; what was agreed
 * to stays.
 */
export async function renewSettings(
  change: SessionChange,
  exam: ExamSettings,
  granted: Accommodation | null,
): Promise<void> {
  const { phase, startedAt, settings, accommodation, plan } = change.session;
  if (startedAt !== null || phase === 'closed') return;
  const now = withAccommodation(exam, granted);
  const renewed = phase === 'created' ? now : { ...settings, ...timesOf(now), ...detectionOf(now) };
  const before = { settings, breaks: accommodation?.breaks };
  if (canonicalJson({ settings: renewed, breaks: granted?.breaks }) === canonicalJson(before)) return;
  change.set({
    settings: renewed,
    accommodation: granted,
    plan: { ...planOf(renewed, granted), launchedByLms: plan.launchedByLms },
  });
  await change.record({ what: 'settings_renewed', personId: null });
}

const timesOf = ({
  startsAt,
  endsAt,
  opensBeforeMinutes,
  durationMinutes,
  graceMinutes,
  returnWindowMinutes,
  admissionWaitMinutes,
  attemptsAllowed,
}: ExamSettings) => ({
  startsAt,
  endsAt,
  opensBeforeMinutes,
  durationMinutes,
  graceMinutes,
  returnWindowMinutes,
  admissionWaitMinutes,
  attemptsAllowed,
});

/** Looking for less, or less strictly, is in the student's favour: that holds at once. */
const detectionOf = (settings: ExamSettings): Partial<ExamSettings> =>
  Object.fromEntries(
    [...thresholds, 'disabledDetectors' as const].map((name) => [name, settings[name]] as const),
  );
