import type { Support } from '../protocol/views.ts';
import { offsetMinutes } from '../shared/zone-time.ts';

/**
 * `10:00–23:30 (Almaty)`; in another time zone also `, 08:00–21:30 yours`. Hours are the institution's own words:
 * what does not look like two times is given as it is.
 */
export function supportHours(
  { hours, timeZone }: Support,
  yours: string,
  own: string = Intl.DateTimeFormat().resolvedOptions().timeZone,
  now: number = Date.now(),
): string {
  const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  const there = `${hours} (${place})`;
  const shiftMinutes = offsetMinutes(own, now) - offsetMinutes(timeZone, now);
  if (Number.isNaN(shiftMinutes) || shiftMinutes === 0 || !/\d{1,2}[:.]\d{2}/.test(hours)) return there;
  const here = hours.replace(/(\d{1,2})[:.](\d{2})/g, (_, hour: string, minute: string) =>
    clock(Number(hour) * 60 + Number(minute) + shiftMinutes),
  );
  return `${there}, ${yours} ${here}`;
}

/** Of the day; written the same in all our languages. */
const clock = (minutes: number): string => new Date(minutes * 60_000).toISOString().slice(11, 16);
