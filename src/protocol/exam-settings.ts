import * as v from 'valibot';
import { detectionSettings } from './detection-settings.ts';
import { proctoringHours } from './proctoring-hours.ts';
import { rules } from './rules.ts';

/**
 * Everything an institution can set for an exam: the option set of the Examus Simple API
 * (names as in its claims, grouped) and our own settings. Missing values take the defaults.
 */
const flag = (byDefault: boolean) => v.optional(v.boolean(), byDefault);
const weight = (byDefault: number) =>
  v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(10)), byDefault);
const within = (min: number, max: number, byDefault: number) =>
  v.optional(v.pipe(v.number(), v.minValue(min), v.maxValue(max)), byDefault);
const epochMs = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)));

export const modes = ['online', 'identification', 'offline', 'auto'] as const;
export const identifications = ['passport', 'face', 'face_and_passport', 'skip'] as const;

export const visibleWarnings = v.object({
  extra_user_in_frame: flag(true),
  substitution_user: flag(true),
  no_user_in_frame: flag(true),
  avert_eyes: flag(true),
  change_active_window_on_computer: flag(true),
  forbidden_device: flag(true),
  voice_detected: flag(true),
  phone: flag(true),
});

/** Weights 0–10 and the rejection threshold 0–100; defaults as documented for the Simple API. */
export const scoreConfig = v.object({
  cheater_level: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)), 80),
  extra_user: weight(1),
  user_replaced: weight(1),
  absent_user: weight(2),
  look_away: weight(1.5),
  active_window_changed: weight(1),
  forbidden_device: weight(1),
  voice: weight(1),
  phone: weight(1),
});

export const hardCheckIds = ['camera', 'microphone', 'screen', 'server'] as const;

export const examSettings = v.object({
  mode: v.optional(v.picklist(modes), 'offline'),
  identification: v.optional(v.picklist(identifications), 'passport'),
  durationMinutes: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(24 * 60)), 60),
  /** Null = no limit on that side. Milliseconds since 1970. */
  startsAt: v.optional(epochMs, null),
  endsAt: v.optional(epochMs, null),
  opensBeforeMinutes: within(0, 24 * 60, 10),
  rules: v.optional(rules, {}),
  visibleWarnings: v.optional(visibleWarnings, {}),
  scoreConfig: v.optional(scoreConfig, {}),
  attentionLevel: within(0, 100, 60),

  schedule: flag(false),
  /** Ours. How many may take the same place in the calendar. */
  slotCapacity: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)), 30),
  /** Ours. When the calendar has places; null = round the clock. */
  proctoringHours: v.optional(v.nullable(proctoringHours), null),
  autoRescheduling: flag(false),
  trial: flag(false),
  auxiliaryCamera: flag(false),
  auxiliaryCameraMode: v.optional(v.picklist(['video', 'photo']), 'video'),
  ldb: flag(false),
  allowMultipleDisplays: flag(false),
  faceHuntingEnabled: flag(false),
  allowMobileDevices: flag(false),
  allowVirtualEnvironment: flag(false),
  checkIdPhotoQuality: flag(false),
  /** What a proctor notes is told to the student too, where the proctor wants it. */
  sendManualWarningsToLearner: flag(true),
  webCameraMainView: v.optional(v.picklist(['front', 'side']), 'front'),
  userAgreementUrl: v.optional(v.nullable(v.pipe(v.string(), v.url(), v.maxLength(2000))), null),
  desktopAppForbiddenProcesses: v.optional(v.nullable(v.array(v.string())), null),
  desktopAppAllowedProcesses: v.optional(v.nullable(v.array(v.string())), null),
  biometricIdentification: v.optional(
    v.nullable(
      v.object({
        enabled: v.boolean(),
        skip_fail: flag(false),
        flow: v.optional(v.nullable(v.string()), null),
        theme: v.optional(v.nullable(v.string()), null),
      }),
    ),
    null,
  ),

  /** Ours. Time without capture after which a session that went silent is closed (journey J19). */
  returnWindowMinutes: within(1, 24 * 60, 5),
  /** Ours. How long the exam may run on after its time is up, until the LMS attempt ends. */
  graceMinutes: within(0, 24 * 60, 2),
  /** Ours. Waiting for admission longer than this applies the fallback. */
  admissionWaitMinutes: within(1, 24 * 60, 10),
  admissionFallback: v.optional(v.picklist(['offline', 'reschedule']), 'offline'),
  /** Ours. Hard checks that only advise in this exam. */
  softChecks: v.optional(v.array(v.picklist(hardCheckIds)), []),
  /** Ours. The LMS's own timer runs on while the exam stands still for us: a curtain then costs the student time. */
  lmsClock: flag(true),
  /** Ours. The quiz tab itself is recorded too, begun by a click on the Examus icon there. */
  recordTab: flag(false),
  /** Ours. */
  ...detectionSettings,
  /** Ours. Two people have to come to the same verdict, neither seeing the other's. */
  secondReviewer: flag(false),
  /** Ours. Reviewers see no name and no photo until they ask for it; that they asked is recorded. */
  blindReview: flag(false),
  /** Ours. In the mode `auto` the score only proposes a verdict until a person gives it; off = the score decides. */
  autoVerdictNeedsPerson: flag(true),
  /** Ours. The first verdict stands: nothing changes it, for an LMS that takes one status only. */
  finalStatusOnly: flag(false),
  attemptsAllowed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  retentionDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 180),
});
export type ExamSettings = v.InferOutput<typeof examSettings>;
export type Mode = ExamSettings['mode'];

/** A trial is there to try the computer: nobody looks at it later. */
export const TRIAL_RETENTION_DAYS = 7;
/** How long what was recorded is kept, as the consent says. */
export const retentionDaysOf = ({
  trial,
  retentionDays,
}: Pick<ExamSettings, 'trial' | 'retentionDays'>): number =>
  trial ? Math.min(retentionDays, TRIAL_RETENTION_DAYS) : retentionDays;

export type Identification = ExamSettings['identification'];

/** Photos the student takes, in order. */
export const photoKinds = ['face', 'passport'] as const;
export type PhotoKind = (typeof photoKinds)[number];
export const photosFor = (identification: Identification): PhotoKind[] =>
  identification === 'skip'
    ? []
    : identification === 'face_and_passport'
      ? ['face', 'passport']
      : [identification];

const pattern = v.pipe(v.string(), v.regex(/^https?:\/\/[^/*]+\/.*$/), v.maxLength(500));
const selector = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));

/** How the quiz page is found and called; the LMS needs nothing installed. */
export const lmsTarget = v.object({
  /** Page opened for the student at the start. http(s) only: it is opened in a tab. */
  quizUrl: v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//), v.maxLength(2000)),
  /** Chrome match patterns of the quiz pages, on one origin. The panel lives there and nowhere else. */
  patterns: v.pipe(v.array(pattern), v.minLength(1), v.maxLength(20)),
  /** Frames inside those pages in which the quiz itself stands, of whatever origin: watched, without a panel of their own. */
  framePatterns: v.optional(v.pipe(v.array(pattern), v.maxLength(20))),
  adapter: v.optional(v.picklist(['moodle', 'openedx', 'canvas', 'generic']), 'generic'),
  /**
   * The address that opens the exam signs the student in at the LMS: it is not here but asked for when it is needed
   * (`sessionEntry`). `quizUrl` then names the page without signing in.
   */
  entryFromServer: v.optional(v.boolean()),
  /** CSS selectors where no adapter knows the pages. */
  selectors: v.optional(
    v.object({
      /** The quiz's title, noted beside what happens to the attempt. */
      title: v.optional(selector),
      /** There while questions are answered. */
      attempt: v.optional(selector),
      /** The control that hands the attempt in: pressed and gone = handed in. */
      finish: v.optional(selector),
      /** There only after the attempt was handed in. */
      finished: v.optional(selector),
      /** The field that asks for the quiz's access password. */
      password: v.optional(selector),
    }),
  ),
});
export type LmsTarget = v.InferOutput<typeof lmsTarget>;
