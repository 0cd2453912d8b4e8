import * as v from 'valibot';
import { detectionView } from '../../src/protocol/detection-settings.ts';
import type { WarningType } from '../../src/protocol/warnings.ts';
import type { CaseResult, GroupResult, SuiteCase, ToldWarning } from './suite-case.ts';

/** What may pass between the end of the threshold and the warning. */
const SLACK_MS = 1000;

/** How long each state must last before it counts, in an exam of these settings. */
export function thresholdMs(type: WarningType, settings: SuiteCase['settings'] = {}): number {
  const detection = v.parse(detectionView, settings);
  const thresholds: Partial<Record<WarningType, number>> = {
    no_user_in_frame: detection.noUserMs,
    extra_user_in_frame: detection.extraUserMs,
    avert_eyes: detection.avertEyesMs,
    voice_detected: detection.voiceMs,
    mic_no_sound: detection.micSilenceMs,
    camera_no_picture: Math.max(detection.cameraCoveredMs, detection.cameraFrozenMs),
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
    ({ type, delayMs }) => delayMs !== null && delayMs > thresholdMs(type, one.settings) + SLACK_MS + pauseMs,
  );
  const why = [
    ...missed.map((type) => `missed ${type}`),
    ...wrong.map((type) => `false ${type}`),
    ...late.map(({ type, delayMs }) => `${type} after ${seconds(delayMs ?? 0)} s`),
  ].join(', ');
  const measured = delays.flatMap(({ delayMs }) => (delayMs === null ? [] : [delayMs]));
  return {
    clip,
    group,
    expected,
    got,
    delayS: measured.length === 0 ? null : seconds(Math.max(...measured)),
    ok: why === '',
    ...(why === '' ? {} : { why }),
  };
}

export function groupsOf(cases: readonly CaseResult[]): GroupResult[] {
  return [...Map.groupBy(cases, ({ group }) => group)].map(([group, members]) => {
    const delays = members.flatMap(({ delayS }) => (delayS === null ? [] : [delayS]));
    const found = members.flatMap(({ expected, got }) =>
      expected.filter((type) => got.includes(type)),
    ).length;
    const wanted = members.reduce((sum, { expected }) => sum + expected.length, 0);
    return {
      group,
      cases: members.length,
      found,
      missed: wanted - found,
      falseAlarms: members.flatMap(({ expected, got }) => got.filter((type) => !expected.includes(type)))
        .length,
      late: members.filter(({ why = '' }) => why.includes(' after ')).length,
      delayS: delays.length === 0 ? null : Math.max(...delays),
      ok: members.every(({ ok }) => ok),
    };
  });
}

const seconds = (ms: number): number => Math.round(ms / 10) / 100;
