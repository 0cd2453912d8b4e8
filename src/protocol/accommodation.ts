import * as v from 'valibot';
import { detectionSettings, MOST_DEGREES, MOST_MS } from './detection-settings.ts';
import type { ExamSettings } from './exam-settings.ts';
import { warningTypes } from './warnings.ts';

const minutes = (max: number) => v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(max)), 0);

/** So many breaks of at most so many minutes each. */
export const breaks = v.object({
  count: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20)),
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
});
export type Breaks = v.InferOutput<typeof breaks>;

/** What one student is granted in one exam on top of its settings. Why is nobody's business here. */
export const accommodation = v.object({
  /** Longer by so much, and so much later at the latest. */
  extraMinutes: minutes(24 * 60),
  /** Kinds of warning that are not looked for. */
  disabledDetectors: v.optional(v.array(v.picklist(warningTypes)), []),
  /** Every threshold of detection times this: 2 = must last twice as long (speech: at most the time it is looked for in). */
  widenBy: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(10)), 1),
  /** The student may take them when they like: the exam's clock stands still, and nothing is looked for. */
  breaks: v.optional(breaks),
});
export type Accommodation = v.InferOutput<typeof accommodation>;

export const isNothing = ({ extraMinutes, disabledDetectors, widenBy, breaks }: Accommodation): boolean =>
  extraMinutes === 0 && disabledDetectors.length === 0 && widenBy === 1 && !breaks?.count;

type Threshold = Exclude<Extract<keyof ExamSettings, `${string}${'Ms' | 'Degrees'}`>, 'voiceWithinMs'>;
/**
 * Settings that say how long or how far something must go before it is a warning. In how long a time speech is added up
 * is none: more pieces of it would come together, and a warning would go on over longer pauses.
 */
export const thresholds = Object.keys(detectionSettings).filter(
  (name): name is Threshold => /(Ms|Degrees)$/.test(name) && name !== 'voiceWithinMs',
);
const defaults = v.parse(v.object(detectionSettings), {});
/** Settings that were stored before there was this threshold have its default. */
export const thresholdOf = (settings: Partial<ExamSettings>, name: Threshold): number =>
  settings[name] ?? defaults[name];
const mostOf = (name: Threshold): number => (name.endsWith('Degrees') ? MOST_DEGREES : MOST_MS);

/** The exam's settings as they hold for this student. */
export function withAccommodation(settings: ExamSettings, granted: Accommodation | null): ExamSettings {
  if (!granted) return settings;
  const { extraMinutes, disabledDetectors, widenBy } = granted;
  const widened = thresholds.map(
    (name) => [name, Math.min(mostOf(name), thresholdOf(settings, name) * widenBy)] as const,
  );
  return {
    ...settings,
    ...(Object.fromEntries(widened) as Pick<ExamSettings, Threshold>),
    durationMinutes: settings.durationMinutes + extraMinutes,
    endsAt: settings.endsAt === null ? null : settings.endsAt + extraMinutes * 60_000,
    disabledDetectors: [...new Set([...settings.disabledDetectors, ...disabledDetectors])],
  };
}
