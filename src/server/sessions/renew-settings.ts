import {
  type Accommodation,
  isNothing,
  thresholdOf,
  thresholds,
  withAccommodation,
} from '../../protocol/accommodation.ts';
import { canonicalJson } from '../../protocol/canonical-json.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { SessionChange } from './change-session.ts';
import { planOf } from './plan.ts';

/**
 * What the institution changed since the session was opened holds for it too, as long as it has not begun: who looked
 * in yesterday must not be late for an exam that was put off. After the consent only its times change, and what is looked
 * for becomes no more; what was agreed to stays.
 */
export async function renewSettings(
  change: SessionChange,
  exam: ExamSettings,
  granted: Accommodation | null,
): Promise<void> {
  const { phase, startedAt, settings, accommodation, plan } = change.session;
  if (startedAt !== null || phase === 'closed') return;
  const now = withAccommodation(exam, granted);
  const renewed =
    phase === 'created'
      ? { settings: now, accommodation: granted }
      : {
          settings: { ...settings, ...timesOf(now), ...looserOf(settings, now) },
          accommodation: heldOf(accommodation, granted),
        };
  if (canonicalJson(renewed) === canonicalJson({ settings, accommodation })) return;
  change.set({
    ...renewed,
    plan: { ...planOf(renewed.settings, granted), launchedByLms: plan.launchedByLms },
  });
  await change.record({ what: 'settings_renewed', personId: null });
}

/** What a student was granted since, or is no more, in a session that has not begun; what is looked for becomes no more. */
export async function renewAccommodation(
  change: SessionChange,
  granted: Accommodation | null,
): Promise<void> {
  const { startedAt, settings, accommodation, plan } = change.session;
  const held = heldOf(accommodation, granted);
  if (startedAt !== null || canonicalJson(held) === canonicalJson(accommodation)) return;
  // The settings have the former one in them, and what an LMS said of the exam is kept nowhere else.
  const renewed = withAccommodation(settings, {
    extraMinutes: (held?.extraMinutes ?? 0) - (accommodation?.extraMinutes ?? 0),
    widenBy: (held?.widenBy ?? 1) / (accommodation?.widenBy ?? 1),
    disabledDetectors: held?.disabledDetectors ?? [],
  });
  change.set({
    settings: renewed,
    accommodation: held,
    plan: { ...planOf(renewed, granted), launchedByLms: plan.launchedByLms },
  });
  await change.record({ what: 'settings_renewed', personId: null });
}

/**
 * What is in force after the consent, for who reviews it: what was not looked for, or less strictly, stays so whatever
 * became of the accommodation; time and breaks are as they were granted last.
 */
function heldOf(former: Accommodation | null, granted: Accommodation | null): Accommodation | null {
  const held = {
    ...granted,
    extraMinutes: granted?.extraMinutes ?? 0,
    disabledDetectors: [
      ...new Set([...(former?.disabledDetectors ?? []), ...(granted?.disabledDetectors ?? [])]),
    ],
    widenBy: Math.max(former?.widenBy ?? 1, granted?.widenBy ?? 1),
  };
  return isNothing(held) ? null : held;
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

/** Looking for less, or less strictly, is in the student's favour: that holds at once, and what was agreed to otherwise. */
const looserOf = (agreed: ExamSettings, now: ExamSettings): Partial<ExamSettings> => ({
  ...Object.fromEntries(
    thresholds.map((name) => [name, Math.max(thresholdOf(agreed, name), thresholdOf(now, name))] as const),
  ),
  disabledDetectors: [...new Set([...agreed.disabledDetectors, ...now.disabledDetectors])],
});
