import * as v from 'valibot';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

const timeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time like 09:30'));

/**
 * When exams with a calendar are watched over: from when until when (`HH:MM`) on which days, in the institution's time
 * zone. `00:00` as the end is the midnight that ends the day.
 */
export const proctoringHours = v.pipe(
  v.object({
    from: timeOfDay,
    to: timeOfDay,
    weekdays: v.pipe(v.array(v.picklist(weekdays)), v.minLength(1, 'no day is named'), v.maxLength(7)),
  }),
  v.forward(
    v.check((hours) => lengthMinutes(hours) > 0, 'the end is before the beginning'),
    ['to'],
  ),
);
export type ProctoringHours = v.InferOutput<typeof proctoringHours>;

/** Text `HH:MM`. */
type Span = Record<'from' | 'to', string>;
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
/** Minutes after the day's midnight; the end's midnight is that of the next day. */
export const endMinutesOf = ({ to }: Pick<Span, 'to'>): number => minutesOf(to) || 24 * 60;
export const lengthMinutes = (span: Span): number => endMinutesOf(span) - minutesOf(span.from);
