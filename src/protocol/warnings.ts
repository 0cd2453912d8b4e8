import * as v from 'valibot';
import { warningId } from './ids.ts';
import type { RuleId } from './rules.ts';

/**
 * The 23 warning types of the Moodle plugin, without its `warning_` prefix. `technical` ones never score;
 * `switchable` ones can be hidden from the student by `visibleWarnings`; `allowedBy` lists the rules each of
 * which makes the type no warning at all.
 */
interface WarningKind {
  technical?: true;
  /** Nothing on the student's machine finds it: only people do, until a model exists. */
  humanOnly?: true;
  switchable?: true;
  score?: ScoreKey;
  allowedBy?: readonly RuleId[];
}
export type ScoreKey =
  | 'extra_user'
  | 'user_replaced'
  | 'absent_user'
  | 'look_away'
  | 'active_window_changed'
  | 'forbidden_device'
  | 'voice'
  | 'phone';

export const warningKinds = {
  extra_user_in_frame: {
    switchable: true,
    score: 'extra_user',
    allowedBy: ['allow_to_use_human_assistant'],
  },
  substitution_user: { humanOnly: true, switchable: true, score: 'user_replaced' },
  no_user_in_frame: { switchable: true, score: 'absent_user', allowedBy: ['allow_absence_in_frame'] },
  avert_eyes: { switchable: true, score: 'look_away', allowedBy: ['allow_wrong_gaze_direction'] },
  change_active_window_on_computer: {
    switchable: true,
    score: 'active_window_changed',
    allowedBy: ['allow_to_use_websites', 'allow_to_use_messengers', 'allow_to_use_excel'],
  },
  forbidden_device: { humanOnly: true, switchable: true, score: 'forbidden_device' },
  voice_detected: { switchable: true, score: 'voice', allowedBy: ['allow_voices'] },
  phone: { humanOnly: true, switchable: true, score: 'phone' },
  timeout: { technical: true },
  talk: { humanOnly: true, allowedBy: ['allow_voices'] },
  forbidden_software: { humanOnly: true },
  extra_display: {},
  books: { humanOnly: true, allowedBy: ['allow_to_use_books'] },
  cheater: { humanOnly: true },
  mic_muted: { technical: true },
  mic_no_sound: { technical: true },
  mic_no_device_connected: { technical: true },
  camera_no_picture: { technical: true },
  camera_no_device_connected: { technical: true },
  nonverbal: { humanOnly: true },
  phone_screen: { humanOnly: true },
  no_ping: { technical: true },
  desktop_request_pending: { technical: true },
} as const satisfies Record<string, WarningKind>;

export type WarningType = keyof typeof warningKinds;
export const warningTypes = Object.keys(warningKinds) as WarningType[];

const kindOf = (type: WarningType): WarningKind => warningKinds[type];
export const isTechnical = (type: WarningType): boolean => kindOf(type).technical === true;
export const isHumanOnly = (type: WarningType): boolean => kindOf(type).humanOnly === true;
/** What a machine looks for in the student's conduct, and can be told not to. */
export const detectableTypes = warningTypes.filter((type) => !isTechnical(type) && !isHumanOnly(type));
export const isAllowedBy = (type: WarningType, rules: Readonly<Record<RuleId, boolean>>): boolean =>
  kindOf(type).allowedBy?.some((rule) => rules[rule]) ?? false;
export const scoreKeyOf = (type: WarningType): ScoreKey | undefined => kindOf(type).score;
/** Whether only people find what this weight is for. */
export const isHumanOnlyScore = (key: string): boolean =>
  warningTypes.some((type) => scoreKeyOf(type) === key && isHumanOnly(type));

/** Times are milliseconds since 1970 on the server's clock; `endAt` is null while it lasts. */
export const warning = v.object({
  id: warningId,
  type: v.picklist(warningTypes),
  startAt: v.number(),
  endAt: v.nullable(v.number()),
  source: v.picklist(['ai', 'system', 'human']),
  /** 0–1; null where nothing was estimated (a person, a device event). */
  confidence: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  /** What was seen, in a machine's words, e.g. `faces=2`. Shown to the reviewer beside the label. */
  reason: v.pipe(v.string(), v.maxLength(200)),
});
export type Warning = v.InferOutput<typeof warning>;
