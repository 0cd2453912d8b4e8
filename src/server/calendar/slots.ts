import type { ExamSettings } from '../../protocol/exam-settings.ts';
import { proctoredSpans, type Span } from './proctored-spans.ts';

const MINUTE_MS = 60_000;
/** An exam with a place in the calendar can be begun from so long before until so long after it. */
export const OPENS_BEFORE_MS = 15 * MINUTE_MS;
export const LATE_AFTER_MS = 15 * MINUTE_MS;
/** A place can be given back or changed until so long before. */
export const CANCEL_BEFORE_MS = 24 * 60 * MINUTE_MS;
/** So far ahead places are offered, and so many at most. */
const AHEAD_MS = 28 * 24 * 60 * MINUTE_MS;
const MAX_SLOTS = 2000;

export const slotState = (startsAt: number, now: number): 'early' | 'open' | 'late' =>
  now < startsAt - OPENS_BEFORE_MS ? 'early' : now <= startsAt + LATE_AFTER_MS ? 'open' : 'late';

export const canCancel = (startsAt: number, now: number): boolean => now <= startsAt - CANCEL_BEFORE_MS;

type Times = Pick<ExamSettings, 'startsAt' | 'endsAt' | 'durationMinutes' | 'proctoringHours'>;

/**
 * Begins of the places from `now` on: one after the other, each as long as the exam, between its dates and within the
 * hours of `timeZone`'s days that are proctored, each day from the first of them on. Where there are neither hours nor a
 * first date they begin at whole multiples of the exam's length since midnight UTC.
 */
export function slotsFrom(
  { startsAt, endsAt, durationMinutes, proctoringHours }: Times,
  now: number,
  timeZone: string,
): number[] {
  const lengthMs = durationMinutes * MINUTE_MS;
  const dates: Span = { from: startsAt ?? 0, to: endsAt ?? Infinity };
  const offered: Span = { from: Math.max(now, dates.from), to: Math.max(now, dates.from) + AHEAD_MS };
  // Kept from before there were hours, an exam names none.
  const spans = proctoringHours ? proctoredSpans(proctoringHours, timeZone, offered) : [dates];
  const slots: number[] = [];
  for (const span of spans) {
    const origin = Math.max(span.from, dates.from);
    const last = Math.min(Math.min(span.to, dates.to) - lengthMs, offered.to);
    const first = origin + Math.max(0, Math.ceil((now - origin) / lengthMs)) * lengthMs;
    for (let at = first; at <= last && slots.length < MAX_SLOTS; at += lengthMs) slots.push(at);
  }
  return slots;
}

/** So many sit from then until then. */
export interface Taken extends Span {
  count: number;
}

/**
 * How many sit at one time within a place at most. Places overlap where one student has more time than another, or where
 * the exam's length was changed after some were taken.
 */
export function mostAtOnce(taken: readonly Taken[], place: Span): number {
  const within = taken.filter(({ from, to }) => from < place.to && to > place.from);
  const sittingAt = (at: number) =>
    within.filter(({ from, to }) => from <= at && at < to).reduce((sum, { count }) => sum + count, 0);
  return Math.max(0, ...within.map(({ from }) => sittingAt(Math.max(from, place.from))));
}
