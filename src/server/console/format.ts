import type { Language } from '../../protocol/views.ts';
import { dayText, numbersOf } from '../../ui/date-text.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** `4:05`, `1:04:05`. Negative times count as none. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export const formatTime = (at: number, language: Language): string =>
  clockOf(at, language, { second: '2-digit' });

/** `10:15`. */
export const formatClock = (at: number, language: Language): string => clockOf(at, language);

/** Short date with time: `23 нояб., 10:15`. The year only when it is not `now`'s. */
export const formatDateTime = (at: number, language: Language, now: number = Date.now()): string =>
  `${dayText(at, language, { month: 'short', now })}, ${clockOf(at, language)}`;

const clockOf = (at: number, language: Language, more: Intl.DateTimeFormatOptions = {}): string =>
  new Intl.DateTimeFormat(numbersOf(language), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...more,
  }).format(at);

export const formatPercent = (share: number, language: Language): string =>
  new Intl.NumberFormat(numbersOf(language), { style: 'percent' }).format(share);

/** `1,2 МБ`; 1 MB = 1,000,000 bytes. */
export const formatMegabytes = (bytes: number, language: Language): string =>
  new Intl.NumberFormat(numbersOf(language), {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
  }).format(bytes / 1e6);
