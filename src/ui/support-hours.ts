import type { Support } from '../protocol/views.ts';

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

/** Minutes east of Greenwich; NaN for a zone the browser does not know. */
function offsetMinutes(timeZone: string, now: number): number {
  try {
    const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
      .formatToParts(now)
      .find(({ type }) => type === 'timeZoneName')?.value;
    const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name ?? '');
    if (!match) return Number.NaN;
    return (match[1] === '-' ? -1 : 1) * (Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0));
  } catch {
    return Number.NaN;
  }
}
