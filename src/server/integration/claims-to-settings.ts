import * as v from 'valibot';
import {
  type ExamSettings,
  examSettings,
  identifications,
  modes,
  scoreConfig,
  visibleWarnings,
} from '../../protocol/exam-settings.ts';
import { ruleDefaults } from '../../protocol/rules.ts';
import {
  readFlag,
  readHttpUrl,
  readObject,
  readOneOf,
  readText,
  readTexts,
  readTime,
  readWithin,
} from './read-claim.ts';

/** What the plugin sends when a quiz has no opening or closing time: midnight in Moodle's own zone. */
const NO_OPENING = [Date.UTC(2021, 11, 31), Date.UTC(2022, 0, 2)] as const;
const NO_CLOSING = [Date.UTC(2031, 11, 31), Date.UTC(2032, 0, 2)] as const;
/** An exam with a place in the calendar can be begun so long before it. */
const OPENS_BEFORE_SLOT_MINUTES = 15;

/** The settings that the claims say something of; the others are ours, or the defaults. */
export type ClaimedSettings = Partial<ExamSettings>;

/**
 * The option set of the Examus Simple API as our settings (facts: claims of `start` and `POST exams/`). Each claim is
 * read for itself: one that makes no sense leaves its default and hinders no other.
 */
export function settingsOf(claims: Record<string, unknown>): ClaimedSettings {
  const startsAt = readTime(claims['startDate']);
  const endsAt = readTime(claims['endDate']);
  const isOpenEnded = isWithin(startsAt, NO_OPENING) && isWithin(endsAt, NO_CLOSING);
  const schedule = readFlag(claims['schedule']);
  const ldb = readFlag(claims['ldb']);
  const secureBrowser = readFlag(claims['secureBrowser']);
  return dropUndefined({
    mode: readOneOf(claims['proctoring'], modes),
    identification: readOneOf(claims['identification'], identifications),
    durationMinutes: readWithin(claims['duration'], 1, 24 * 60),
    startsAt: isOpenEnded ? null : startsAt,
    endsAt: isOpenEnded ? null : endsAt,
    opensBeforeMinutes: schedule === undefined ? undefined : schedule ? OPENS_BEFORE_SLOT_MINUTES : 0,
    rules: rulesOf(claims['rules']),
    visibleWarnings: visibleOf(claims['visibleWarnings']),
    scoreConfig: weightsOf(claims['scoreConfig']),
    schedule,
    trial: readFlag(claims['trial']),
    auxiliaryCamera: readFlag(claims['auxiliaryCamera']),
    auxiliaryCameraMode: readOneOf(claims['auxiliaryCameraMode'], ['video', 'photo']),
    // The sister plugin's name for it.
    ldb: ldb ?? secureBrowser,
    allowMultipleDisplays: readFlag(claims['allowMultipleDisplays']),
    faceHuntingEnabled: readFlag(claims['faceHuntingEnabled']),
    allowMobileDevices: readFlag(claims['allowMobileDevices']),
    allowVirtualEnvironment: readFlag(claims['allowVirtualEnvironment']),
    checkIdPhotoQuality: readFlag(claims['checkIdPhotoQuality']),
    sendManualWarningsToLearner: readFlag(claims['sendManualWarningsToLearner']),
    webCameraMainView: readOneOf(claims['webCameraMainView'], ['front', 'side']),
    userAgreementUrl:
      'userAgreementUrl' in claims ? (readHttpUrl(claims['userAgreementUrl'], 2000) ?? null) : undefined,
    desktopAppForbiddenProcesses: readTexts(claims['desktopAppForbiddenProcesses']),
    desktopAppAllowedProcesses: readTexts(claims['desktopAppAllowedProcesses']),
    biometricIdentification: biometricsOf(claims['biometricIdentification'] ?? claims['preliminaryCheck']),
  });
}

/** A whole set of settings: what is claimed, else what the exam had of ours, else the defaults. */
export const completeSettings = (claimed: ClaimedSettings, ours: Partial<ExamSettings> = {}): ExamSettings =>
  v.parse(examSettings, { ...ours, ...claimed });

function rulesOf(claim: unknown): ExamSettings['rules'] | undefined {
  if (claim === undefined) return undefined;
  const given = readObject(claim);
  const flags = Object.entries(ruleDefaults).map(([id, byDefault]) => [id, readFlag(given[id]) ?? byDefault]);
  return {
    ...(Object.fromEntries(flags) as Omit<ExamSettings['rules'], 'custom_rules'>),
    custom_rules: readText(given['custom_rules'], 4000) ?? '',
  };
}

function visibleOf(claim: unknown): ExamSettings['visibleWarnings'] | undefined {
  if (claim === undefined) return undefined;
  const given = readObject(claim);
  const names = Object.keys(visibleWarnings.entries);
  return v.parse(
    visibleWarnings,
    dropUndefined(Object.fromEntries(names.map((name) => [name, readFlag(given[`warning_${name}`])]))),
  );
}

/** Spellings of the documented `exams/` call; the plugin's own come first. */
const otherSpellings: Record<keyof ExamSettings['scoreConfig'], string> = {
  cheater_level: 'cheaterLevel',
  extra_user: 'extraUserInFrame',
  user_replaced: 'substitutionUser',
  absent_user: 'noUserInFrame',
  look_away: 'avertEyes',
  active_window_changed: 'changeActiveWindowOnComputer',
  forbidden_device: 'forbiddenDevice',
  voice: 'voiceDetected',
  phone: 'phone',
};

/** Out of range is taken to the nearest end, as the plugin does. */
function weightsOf(claim: unknown): ExamSettings['scoreConfig'] | undefined {
  if (claim === undefined) return undefined;
  const given = readObject(claim);
  const names = Object.keys(scoreConfig.entries) as (keyof typeof otherSpellings)[];
  const weights = names.map((name) => {
    const isLevel = name === 'cheater_level';
    const weight = readWithin(given[name] ?? given[otherSpellings[name]], 0, isLevel ? 100 : 10);
    return [name, isLevel && weight !== undefined ? Math.round(weight) : weight];
  });
  return v.parse(scoreConfig, dropUndefined(Object.fromEntries(weights)));
}

function biometricsOf(claim: unknown): ExamSettings['biometricIdentification'] | undefined {
  const given = readObject(claim);
  const enabled = readFlag(given['enabled']);
  if (enabled === undefined) return undefined;
  return {
    enabled,
    skip_fail: readFlag(given['skip_fail']) ?? false,
    flow: readText(given['flow'], 200) || null,
    theme: readText(given['theme'], 200) || null,
  };
}

const isWithin = (at: number | undefined, [from, to]: readonly [number, number]): boolean =>
  at !== undefined && at >= from && at <= to;

const dropUndefined = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
