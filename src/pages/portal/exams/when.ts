import type { ExamListItem, Language } from '../../../protocol/views.ts';
import { dayText } from '../../../ui/date-text.ts';

const units: Record<Language, { day: string; hour: string; minute: string }> = {
  ru: { day: 'дн.', hour: 'ч', minute: 'мин' },
  kk: { day: 'күн', hour: 'сағ', minute: 'мин' },
  en: { day: 'd', hour: 'h', minute: 'min' },
};

/** The exam's slot in the student's time zone, e.g. `23 ноября, 10:00–11:30 (UTC+5)`; '' for an open-ended one. */
export function whenText(
  { startsAt, endsAt }: Pick<ExamListItem, 'startsAt' | 'endsAt'>,
  language: Language,
  until: string,
  timeZone: string = ownZone(),
): string {
  const day = (at: number) => dayText(at, language, { month: 'long', timeZone });
  const time = (at: number) => timeText(at, timeZone);
  const zone = (at: number) => ` (${zoneText(at, timeZone)})`;
  if (startsAt !== null && endsAt !== null) {
    const end = day(startsAt) === day(endsAt) ? `–${time(endsAt)}` : ` – ${day(endsAt)}, ${time(endsAt)}`;
    return `${day(startsAt)}, ${time(startsAt)}${end}${zone(startsAt)}`;
  }
  if (startsAt !== null) return `${day(startsAt)}, ${time(startsAt)}${zone(startsAt)}`;
  if (endsAt !== null) return `${until} ${day(endsAt)}, ${time(endsAt)}${zone(endsAt)}`;
  return '';
}

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `09:30`. */
export const timeText = (at: number, timeZone: string = ownZone()): string =>
  new Intl.DateTimeFormat('ru', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(
    at,
  );

/** `UTC+5`. */
export const zoneText = (at: number, timeZone: string = ownZone()): string =>
  new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')
    ?.value.replace('GMT', 'UTC')
    .replace(/\+0$/, '') ?? timeZone;

/** `3 ч 20 мин`, `5 мин`: a length of time in whole minutes, at least one. */
export function lengthText(ms: number, language: Language): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const { day, hour, minute } = units[language];
  const parts: [number, string][] =
    days > 0
      ? [
          [days, day],
          [hours, hour],
        ]
      : [
          [hours, hour],
          [minutes % 60, minute],
        ];
  return parts
    .filter(([value]) => value > 0)
    .map((part) => part.join('\u00a0'))
    .join(' ');
}
