import type { ExamListItem, Language } from '../../../protocol/views.ts';

const zoneOf = (language: Language, at: number, timeZone?: string): string =>
  new Intl.DateTimeFormat(language, { timeZoneName: 'shortOffset', ...(timeZone && { timeZone }) })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** The exam's slot in the student's time zone, e.g. `23 ноября, 10:00 – 11:30 (UTC+5)`; '' for an open-ended one. */
export function whenText(
  { startsAt, endsAt }: Pick<ExamListItem, 'startsAt' | 'endsAt'>,
  language: Language,
  until: string,
  timeZone?: string,
): string {
  const format = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone && { timeZone }),
  });
  const zone = (at: number) => ` (${zoneOf(language, at, timeZone)})`;
  if (startsAt !== null && endsAt !== null) return format.formatRange(startsAt, endsAt) + zone(startsAt);
  if (startsAt !== null) return format.format(startsAt) + zone(startsAt);
  if (endsAt !== null) return `${until} ${format.format(endsAt)}${zone(endsAt)}`;
  return '';
}

/** `3 ч 20 мин`, `5 мин`: a length of time in whole minutes, at least one. */
export function lengthText(ms: number, language: Language): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  const part = (value: number, unit: 'day' | 'hour' | 'minute') =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return hours > 0 ? `${part(days, 'day')} ${part(hours, 'hour')}` : part(days, 'day');
  if (hours === 0) return part(minutes, 'minute');
  return minutes % 60 > 0 ? `${part(hours, 'hour')} ${part(minutes % 60, 'minute')}` : part(hours, 'hour');
}
