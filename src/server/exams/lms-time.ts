/** Months as Moodle writes them, by their first three letters, in English, Russian and Kazakh. */
const months: Record<string, number> = Object.fromEntries(
  [
    ['jan', 'янв', 'қаң'],
    ['feb', 'фев', 'ақп'],
    ['mar', 'мар', 'нау'],
    ['apr', 'апр', 'сәу'],
    ['may', 'мая', 'мам', 'май'],
    ['jun', 'июн', 'мау'],
    ['jul', 'июл', 'шіл'],
    ['aug', 'авг', 'там'],
    ['sep', 'сен', 'қыр'],
    ['oct', 'окт', 'қаз'],
    ['nov', 'ноя', 'қар'],
    ['dec', 'дек', 'жел'],
  ].flatMap((names, index) => names.map((name) => [name, index] as const)),
);

/**
 * A time as LMSs export it: `2026-11-23 03:33:30 UTC`, `23 November 2026 3:33 AM`, `23 ноября 2026 03:33`, ISO. Without a
 * zone it is that of `timeZone`. Null when it is none of these.
 */
export function readLmsTime(text: string, timeZone: string): number | null {
  const iso =
    /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d?):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/.exec(text);
  if (iso) {
    const [year, month, day, hour, minute, second = 0] = iso.slice(1, 7).map((part) => Number(part ?? 0));
    const asUtc = Date.UTC(year!, month! - 1, day, hour, minute, second);
    return iso[7] ? asUtc - offsetOf(iso[7]) : inZone(asUtc, timeZone);
  }
  const words =
    /^(\d{1,2})\s+([^\s\d]+)\s+(\d{4})(?:\s*ж\.?)?,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*(am|pm)?$/i.exec(text);
  const month = words && months[words[2]!.toLowerCase().slice(0, 3)];
  if (!words || month === null || month === undefined) return null;
  const half = words[7]?.toLowerCase();
  const hour = half ? (Number(words[4]) % 12) + (half === 'pm' ? 12 : 0) : Number(words[4]);
  const asUtc = Date.UTC(
    Number(words[3]),
    month,
    Number(words[1]),
    hour,
    Number(words[5]),
    Number(words[6] ?? 0),
  );
  return inZone(asUtc, timeZone);
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0;
}

/** The moment at which a clock in `timeZone` shows what a UTC clock shows at `asUtc`. */
function inZone(asUtc: number, timeZone: string): number {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    timeZoneName: 'longOffset',
    year: 'numeric',
  }).formatToParts(asUtc);
  const zone = shown.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') ?? '';
  return asUtc - offsetOf(zone);
}
