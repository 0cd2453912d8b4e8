import { describe, expect, it } from 'vitest';
import type { WarningType } from '../../protocol/warnings.ts';
import { collectWarnings, type planOf } from './plan-for-tests.ts';
import { type DeviceState, type DeviceStates, makeSources, type Sources } from './sources.ts';

type Feed = (sources: Sources, at: number) => void;
const hears = (speech: number, level: number) => (sources: Sources, at: number) =>
  sources.sound.emit({ at, heard: { level, speech } });
const deaf: Feed = (sources, at) => sources.sound.emit({ at, heard: null });
const live: DeviceState = { is: 'live', detail: '' };
const has = (change: Partial<Record<keyof DeviceStates, DeviceState['is'] | null>>) => {
  const states = Object.fromEntries(
    Object.entries(change).map(([device, is]) => [device, is && { is, detail: device }]),
  );
  return (sources: Sources, at: number) =>
    sources.devices.emit({ at, camera: live, microphone: live, screen: live, ...states });
};
const shows = (isExtended: boolean | null) => (sources: Sources, at: number) =>
  sources.displays.emit({ at, isExtended });
const looks = (isAway: boolean | null) => (sources: Sources, at: number) =>
  sources.focus.emit({ at, isAway });

/** What makes each warning of ears and machine, what does not, and what its source says when it cannot tell any more. */
const cases: [type: WarningType, bad: Feed, good: Feed, dead: Feed][] = [
  ['voice_detected', hears(0.9, 0.1), hears(0.1, 0.1), deaf],
  ['mic_no_sound', hears(0, 0), hears(0, 0.01), deaf],
  ['mic_muted', has({ microphone: 'muted' }), has({}), has({ microphone: null })],
  ['mic_no_device_connected', has({ microphone: 'absent' }), has({}), has({ microphone: null })],
  ['camera_no_device_connected', has({ camera: 'absent' }), has({}), has({ camera: null })],
  ['desktop_request_pending', has({ screen: 'absent' }), has({}), has({ screen: null })],
  ['extra_display', shows(true), shows(false), shows(null)],
  ['change_active_window_on_computer', looks(true), looks(false), looks(null)],
];

/** The exam's ears with one of them fed, ten times a second. */
function watch(settings: Parameters<typeof planOf>[0] = {}) {
  const sources = makeSources();
  let now = 0;
  const warnings = collectWarnings(settings, { sources, now: () => now });
  const feed = (what: Feed, ms: number) => {
    for (const end = now + ms; now < end; now += 100) what(sources, now);
  };
  return { warnings, feed, now: () => now };
}

describe.each(cases)('%s', (type, bad, good, dead) => {
  it('ends when its source dies and begins anew when that is back', () => {
    const { warnings, feed, now } = watch();
    feed(good, 6000);
    feed(bad, 61_000);
    expect(warnings).toMatchObject([{ type, startAt: 6000, endAt: null }]);
    const diedAt = now();
    feed(dead, 100);
    expect(warnings).toMatchObject([{ type }, { type, endAt: diedAt }]);
    const backAt = now();
    feed(bad, 61_000);
    expect(warnings.at(-1)).toMatchObject({ type, startAt: backAt, endAt: null });
    expect(new Set(warnings.map(({ id }) => id)).size).toBe(2);
  });

  it('says nothing of what is as it should be, nor where it is switched off', () => {
    const { warnings, feed } = watch();
    feed(good, 90_000);
    const off = watch({ disabledDetectors: [type] });
    off.feed(bad, 90_000);
    expect([warnings, off.warnings]).toEqual([[], []]);
  });
});

describe('extra_display', () => {
  it('is none where several displays are allowed', () => {
    const { warnings, feed } = watch({ allowMultipleDisplays: true });
    feed(shows(true), 10_000);
    expect(warnings).toEqual([]);
  });
});
