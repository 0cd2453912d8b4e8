import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../protocol/rules.ts';
import type { WarningType } from '../../protocol/warnings.ts';
import type { Picture } from './picture.ts';
import { collectWarnings, type planOf } from './plan-for-tests.ts';
import { makeSources, type Sources } from './sources.ts';

const face = { score: 0.9, x: 0.4, y: 0.3, width: 0.2, height: 0.3, luma: 120 };
const picture: Picture = { mean: 120, blown: 0, isBlind: false, isSame: false };
const seesFaces = (count: number) => (sources: Sources, at: number) =>
  sources.faces.emit({ at, faces: Array.from({ length: count }, () => face), doubt: 0 });
const seesPicture = (change: Partial<Picture>) => (sources: Sources, at: number) =>
  sources.picture.emit({ at, picture: { ...picture, ...change } });
const holdsHead = (yaw: number, pitch: number) => (sources: Sources, at: number) =>
  sources.pose.emit({ at, pose: { yaw, pitch } });

type Feed = (sources: Sources, at: number) => void;
/** What makes each warning of the camera, and what does not. */
const cases: [type: WarningType, bad: Feed, good: Feed, rule: RuleId | null][] = [
  ['no_user_in_frame', seesFaces(0), seesFaces(1), 'allow_absence_in_frame'],
  ['extra_user_in_frame', seesFaces(2), seesFaces(1), 'allow_to_use_human_assistant'],
  ['avert_eyes', holdsHead(-35, 0), holdsHead(5, -5), 'allow_wrong_gaze_direction'],
  ['camera_no_picture', seesPicture({ isBlind: true }), seesPicture({}), null],
  ['camera_no_picture', seesPicture({ isSame: true }), seesPicture({}), null],
];

/** The exam's eyes with one of them fed, four times a second. */
function watch(settings: Parameters<typeof planOf>[0] = {}) {
  const sources = makeSources();
  const life = new AbortController();
  let now = 0;
  const warnings = collectWarnings(settings, { sources, now: () => now, signal: life.signal });
  const feed = (what: Feed, ms: number) => {
    for (const end = now + ms; now < end; now += 250) what(sources, now);
  };
  const die = () => {
    sources.faces.emit({ at: now, faces: null });
    sources.pose.emit({ at: now, pose: null });
    sources.picture.emit({ at: now, picture: null });
  };
  return { warnings, feed, die, now: () => now };
}

describe.each(cases)('%s', (type, bad, good, rule) => {
  it('ends when the camera dies and begins anew when it is back', () => {
    const { warnings, feed, die, now } = watch();
    feed(good, 3000);
    feed(bad, 14_000);
    expect(warnings).toMatchObject([{ type, startAt: 3000, endAt: null }]);
    const diedAt = now();
    die();
    expect(warnings).toMatchObject([{ type }, { type, endAt: diedAt }]);
    feed(bad, 14_000);
    expect(warnings.at(-1)).toMatchObject({ type, startAt: diedAt, endAt: null });
    expect(new Set(warnings.map(({ id }) => id)).size).toBe(2);
  });

  it('says nothing of what is as it should be', () => {
    const { warnings, feed } = watch();
    feed(good, 60_000);
    expect(warnings).toEqual([]);
  });

  it('is left alone where it is switched off, or allowed by its rule', () => {
    const off = watch({ disabledDetectors: [type] });
    off.feed(bad, 20_000);
    expect(off.warnings).toEqual([]);
    if (!rule) return;
    const allowed = watch({ rules: { [rule]: true } });
    allowed.feed(bad, 20_000);
    expect(allowed.warnings).toEqual([]);
  });
});

describe('how sure a warning is', () => {
  const sureness = (bad: Feed, settings: Parameters<typeof planOf>[0] = {}) => {
    const { warnings, feed } = watch(settings);
    feed(bad, 14_000);
    return warnings[0]?.confidence;
  };
  it('falls with what looks a little like a face', () => {
    const nobody = (doubt: number) => (sources: Sources, at: number) =>
      sources.faces.emit({ at, faces: [], doubt });
    expect(sureness(nobody(0))).toBe(1);
    expect(sureness(nobody(0.53))).toBeCloseTo(0.47);
  });

  it('grows with how far out of the cone the head points, and stays within 0 and 1', () => {
    expect(sureness(holdsHead(27, 0))).toBeCloseTo(0.55);
    expect(sureness(holdsHead(-37, 0))).toBeCloseTo(0.8);
    expect(sureness(holdsHead(89, 0))).toBe(1);
    expect(sureness(holdsHead(0, -24), { rules: { allow_to_use_paper: false } })).toBeCloseTo(0.6);
  });

  it('is not said of what the system told', () => {
    expect(sureness(seesPicture({ isBlind: true }))).toBeNull();
  });
});

describe('avert_eyes', () => {
  const reads = holdsHead(0, -30);
  it('lets students look down to paper and books that are allowed, and only then', () => {
    const counts = (rules: Partial<Record<RuleId, boolean>>) => {
      const { warnings, feed } = watch({ rules });
      feed(reads, 8000);
      return warnings.length;
    };
    expect(counts({})).toBe(0);
    expect(counts({ allow_to_use_paper: false, allow_to_use_books: true })).toBe(0);
    expect(counts({ allow_to_use_paper: false })).toBe(1);
  });

  it('has the cone of the settings, and none for a camera at the side', () => {
    const wide = watch({ gazeYawDegrees: 40 });
    wide.feed(holdsHead(35, 0), 8000);
    const side = watch({ webCameraMainView: 'side' });
    side.feed(holdsHead(90, 0), 8000);
    expect([wide.warnings, side.warnings]).toEqual([[], []]);
  });
});
