import * as v from 'valibot';
import { detectionView } from '../../src/protocol/detection-settings.ts';
import type { WarningType } from '../../src/protocol/warnings.ts';
import type { CaseResult, GroupResult, SuiteCase, Tally, ToldWarning, TypeResult } from './suite-case.ts';

/** What may pass between the end of the threshold and the warning. */
const SLACK_MS = 1000;

/** How long a state must last before it counts, in an exam of the case's settings. */
export function thresholdMs(
  type: WarningType,
  { settings = {}, fault = 'covered' }: Pick<SuiteCase, 'settings' | 'fault'> = {},
): number {
  const detection = v.parse(detectionView, settings);
  const thresholds: Partial<Record<WarningType, number>> = {
    no_user_in_frame: detection.noUserMs,
    extra_user_in_frame: detection.extraUserMs,
    avert_eyes: detection.avertEyesMs,
    voice_detected: detection.voiceMs,
    mic_no_sound: detection.micSilenceMs,
    camera_no_picture: fault === 'frozen' ? detection.cameraFrozenMs : detection.cameraCoveredMs,
  };
  const threshold = thresholds[type];
  if (threshold === undefined) throw new Error(`the suite has no case of ${type}`);
  return threshold;
}

/** `pauseMs`: silence between words within the sound, which the threshold counts on top. */
export function judge(
  one: SuiteCase,
  onsetAt: number,
  told: readonly ToldWarning[],
  pauseMs = 0,
): CaseResult {
  const { clip, group, expected } = one;
  const got = [...new Set(told.map(({ type }) => type))].toSorted();
  const delays = expected.map((type) => {
    const first = told.find((warning) => warning.type === type);
    return { type, delayMs: first ? first.toldAt - onsetAt : null };
  });
  const missed = delays.filter(({ delayMs }) => delayMs === null).map(({ type }) => type);
  const wrong = got.filter((type) => !expected.includes(type));
  const late = delays.filter(
    ({ type, delayMs }) => delayMs !== null && delayMs > thresholdMs(type, one) + SLACK_MS + pauseMs,
  );
  const why = [
    ...missed.map((type) => `missed ${type}`),
    ...wrong.map((type) => `false ${type}`),
    ...late.map(({ type, delayMs }) => `${type} after ${seconds(delayMs ?? 0)} s`),
  ].join(', ');
  const delaysS = Object.fromEntries(
    delays.flatMap(({ type, delayMs }) => (delayMs === null ? [] : [[type, seconds(delayMs)]])),
  );
  return {
    clip,
    group,
    expected,
    got,
    delayS: slowest(Object.values(delaysS)),
    delaysS,
    late: late.map(({ type }) => type),
    ok: why === '',
    ...(why === '' ? {} : { why }),
  };
}

export function groupsOf(cases: readonly CaseResult[]): GroupResult[] {
  return [...Map.groupBy(cases, ({ group }) => group)].map(([group, members]) => ({
    group,
    ...tally(members, () => true),
    cases: members.length,
  }));
}

/** Every type that was to be raised, or was. */
export function typesOf(cases: readonly CaseResult[]): TypeResult[] {
  const types = new Set(cases.flatMap(({ expected, got }) => [...expected, ...got]));
  return [...types].toSorted().map((type) => ({ type, ...tally(cases, (one) => one === type) }));
}

function tally(cases: readonly CaseResult[], counts: (type: string) => boolean): Tally {
  const wanted = cases.flatMap(({ expected }) => expected.filter(counts)).length;
  const found = cases.flatMap(({ expected, got }) =>
    expected.filter((type) => counts(type) && got.includes(type)),
  ).length;
  const falseAlarms = cases.flatMap(({ expected, got }) =>
    got.filter((type) => counts(type) && !expected.includes(type)),
  ).length;
  const late = cases.flatMap((one) => one.late.filter(counts)).length;
  const delays = cases.flatMap(({ delaysS }) =>
    Object.entries(delaysS).flatMap(([type, delay]) => (counts(type) && delay !== undefined ? [delay] : [])),
  );
  return {
    cases: wanted,
    found,
    missed: wanted - found,
    falseAlarms,
    late,
    delayS: slowest(delays),
    ok: found === wanted && falseAlarms + late === 0,
  };
}

const slowest = (delays: readonly number[]): number | null =>
  delays.length === 0 ? null : Math.max(...delays);
const seconds = (ms: number): number => Math.round(ms / 10) / 100;
