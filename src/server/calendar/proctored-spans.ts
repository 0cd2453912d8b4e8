import { endMinutesOf, minutesOf, type ProctoringHours, weekdays } from '../../protocol/proctoring-hours.ts';
import { momentOf, offsetMinutes } from '../../shared/zone-time.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** From when until when, in milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

/** The proctored part of each day from that of `first` to that of `last`, days as they are in `timeZone`. */
export function proctoredSpans(
  hours: ProctoringHours,
  timeZone: string,
  { from: first, to: last }: Span,
): Span[] {
  // Days are counted as a UTC clock would that shows the zone's time.
  const dayOf = (at: number) => Math.floor((at + offsetMinutes(timeZone, at) * MINUTE_MS) / DAY_MS);
  const spans: Span[] = [];
  for (let day = dayOf(first); day <= dayOf(last); day += 1) {
    const midnight = day * DAY_MS;
    // getUTCDay() begins with Sunday.
    const weekday = weekdays[(new Date(midnight).getUTCDay() + 6) % 7]!;
    if (!hours.weekdays.includes(weekday)) continue;
    spans.push({
      from: momentOf(midnight + minutesOf(hours.from) * MINUTE_MS, timeZone),
      to: momentOf(midnight + endMinutesOf(hours) * MINUTE_MS, timeZone),
    });
  }
  return spans;
}
