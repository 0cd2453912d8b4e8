import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import {
  accommodation,
  type Accommodation,
  isNothing,
  thresholds,
  withAccommodation,
} from './accommodation.ts';
import { type ExamSettings, examSettings } from './exam-settings.ts';

const settings = v.parse(examSettings, { durationMinutes: 60, endsAt: 1_000_000 });
const granted = (more: Partial<Accommodation>): Accommodation => v.parse(accommodation, more);

describe('withAccommodation', () => {
  it('leaves everything as it is where nothing is granted', () => {
    expect(withAccommodation(settings, null)).toBe(settings);
    expect(withAccommodation(settings, granted({}))).toEqual(settings);
  });

  it.each([
    { what: 'times', name: 'noUserMs', set: 5000, widenBy: 2, becomes: 10_000 },
    { what: 'times up to ten minutes', name: 'noUserMs', set: 90_000, widenBy: 10, becomes: 600_000 },
    { what: 'a minute of silence', name: 'micSilenceMs', set: 60_000, widenBy: 2, becomes: 120_000 },
    { what: 'a broken factor', name: 'windowChangeMs', set: 1000, widenBy: 1.5, becomes: 1500 },
    { what: 'angles', name: 'gazeYawDegrees', set: 25, widenBy: 2, becomes: 50 },
    { what: 'angles up to a right one', name: 'gazeYawDegrees', set: 25, widenBy: 10, becomes: 90 },
    { what: 'a right angle stays', name: 'gazePitchDegrees', set: 90, widenBy: 4, becomes: 90 },
    { what: 'no window in time', name: 'voiceWithinMs', set: 5000, widenBy: 2, becomes: 5000 },
    { what: 'nothing by one', name: 'avertEyesMs', set: 4000, widenBy: 1, becomes: 4000 },
  ] as const)('widens $what', ({ name, set, widenBy, becomes }) => {
    const widened = withAccommodation({ ...settings, [name]: set }, granted({ widenBy }));
    expect(widened[name]).toBe(becomes);
    // Whatever was widened can still be set: the student's machine parses it again.
    expect(() => v.parse(examSettings, widened)).not.toThrow();
  });

  it('widens the default of a threshold that the settings are older than', () => {
    const { noUserMs, ...older } = settings;
    expect(withAccommodation(older as ExamSettings, granted({ widenBy: 2 })).noUserMs).toBe(2 * noUserMs);
  });

  it('widens every threshold and nothing else', () => {
    const widened = withAccommodation(settings, granted({ widenBy: 1.1 }));
    const changed = (Object.keys(settings) as (keyof ExamSettings)[]).filter(
      (name) => JSON.stringify(widened[name]) !== JSON.stringify(settings[name]),
    );
    expect(changed.sort()).toEqual([...thresholds].sort());
  });

  it.each([
    { exam: [], student: [], both: [] },
    { exam: ['avert_eyes'], student: [], both: ['avert_eyes'] },
    { exam: [], student: ['voice_detected'], both: ['voice_detected'] },
    {
      exam: ['avert_eyes'],
      student: ['avert_eyes', 'voice_detected'],
      both: ['avert_eyes', 'voice_detected'],
    },
  ] as const)('looks for none of what either switched off: $exam and $student', ({ exam, student, both }) => {
    const of = withAccommodation(
      { ...settings, disabledDetectors: [...exam] },
      granted({ disabledDetectors: [...student] }),
    );
    expect(of.disabledDetectors).toEqual(both);
  });

  it.each([
    { extraMinutes: 0, durationMinutes: 60, endsAt: 1_000_000 },
    { extraMinutes: 15, durationMinutes: 75, endsAt: 1_900_000 },
    { extraMinutes: 0.5, durationMinutes: 60.5, endsAt: 1_030_000 },
  ])('gives $extraMinutes min more, and as much later at the latest', ({ extraMinutes, ...becomes }) => {
    expect(withAccommodation(settings, granted({ extraMinutes }))).toMatchObject(becomes);
  });

  it('sets no end where there is none, and alters neither what it was given', () => {
    const frozen = Object.freeze({ ...settings, endsAt: null });
    const grant = Object.freeze(granted({ extraMinutes: 30, widenBy: 2, disabledDetectors: ['talk'] }));
    expect(withAccommodation(frozen, grant)).toMatchObject({ endsAt: null, durationMinutes: 90 });
    expect(grant.disabledDetectors).toEqual(['talk']);
  });
});

describe('isNothing', () => {
  it.each([
    [{}, true],
    [{ breaks: { count: 0, minutes: 10 } }, true],
    [{ breaks: { count: 1, minutes: 10 } }, false],
    [{ extraMinutes: 1 }, false],
    [{ widenBy: 1.5 }, false],
    [{ disabledDetectors: ['talk' as const] }, false],
  ])('%j → %s', (more, expected) => expect(isNothing(granted(more))).toBe(expected));

  it.each([{ count: 21 }, { count: 1.5 }, { count: -1 }, { minutes: 0 }, { minutes: 61 }])(
    'is no accommodation: breaks %j',
    (more) => {
      const breaks = { count: 1, minutes: 10, ...more };
      expect(v.safeParse(accommodation, { breaks }).success).toBe(false);
    },
  );
});
