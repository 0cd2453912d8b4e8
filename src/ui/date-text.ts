import type { Language } from '../protocol/views.ts';

/**
 * Dates and numbers in words. Chrome is built without Kazakh (`Intl.DateTimeFormat.supportedLocalesOf('kk')` is empty
 * there, and it would answer in the browser's own language), so its months are ours.
 */
const kazakhMonths = {
  long: [
    'қаңтар',
    'ақпан',
    'наурыз',
    'сәуір',
    'мамыр',
    'маусым',
    'шілде',
    'тамыз',
    'қыркүйек',
    'қазан',
    'қараша',
    'желтоқсан',
  ],
  short: ['қаң.', 'ақп.', 'нау.', 'сәу.', 'мам.', 'мау.', 'шіл.', 'там.', 'қыр.', 'қаз.', 'қар.', 'жел.'],
};
const kazakhWeekdays: Record<string, string> = {
  Mon: 'дс',
  Tue: 'сс',
  Wed: 'ср',
  Thu: 'бс',
  Fri: 'жм',
  Sat: 'сн',
  Sun: 'жс',
};

export interface DayStyle {
  month: 'long' | 'short';
  /** Without it, that of this computer. */
  timeZone?: string | undefined;
  /** The year is named where it is not this moment's; milliseconds since 1970. */
  now?: number;
}

/** What `Intl` knows that writes numbers as this language does: Kazakh has Russian's spaces and commas. */
export const numbersOf = (language: Language): string => (language === 'kk' ? 'ru' : language);

/** `23 ноября`, `2035 ж. 15 қаң.`, `January 15, 2035`. */
export function dayText(
  at: number,
  language: Language,
  { month, timeZone, now = Date.now() }: DayStyle,
): string {
  const yearOf = (time: number) => new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(time);
  const year = yearOf(at) === yearOf(now) ? null : yearOf(at);
  if (language !== 'kk') {
    const withYear = year === null ? {} : ({ year: 'numeric' } as const);
    return new Intl.DateTimeFormat(language, { day: 'numeric', month, ...withYear, timeZone }).format(at);
  }
  const parts = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'numeric', timeZone }).formatToParts(
    at,
  );
  const part = (type: 'day' | 'month') => Number(parts.find((one) => one.type === type)?.value);
  return `${year === null ? '' : `${year} ж. `}${part('day')} ${kazakhMonths[month][part('month') - 1]}`;
}

/** `пн`, `дс`, `Mon`; without a zone in that of this computer. */
export function weekdayText(at: number, language: Language, timeZone?: string): string {
  const inLanguage = language === 'kk' ? 'en' : language;
  const text = new Intl.DateTimeFormat(inLanguage, { weekday: 'short', timeZone }).format(at);
  return language === 'kk' ? kazakhWeekdays[text]! : text;
}
