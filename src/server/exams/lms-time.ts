import { momentOf } from '../../shared/zone-time.ts';

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
    return iso[7] ? asUtc - offsetOf(iso[7]) : momentOf(asUtc, timeZone);
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
  return momentOf(asUtc, timeZone);
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0;
}
