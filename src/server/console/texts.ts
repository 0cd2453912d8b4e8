import { effect, signal } from '@preact/signals';
import calendarEn from '../../../assets/_locales/en/calendar.json';
import commonEn from '../../../assets/_locales/en/common.json';
import consoleEn from '../../../assets/_locales/en/console.json';
import errorsEn from '../../../assets/_locales/en/errors.json';
import liveEn from '../../../assets/_locales/en/live.json';
import reviewEn from '../../../assets/_locales/en/review.json';
import roomEn from '../../../assets/_locales/en/room.json';
import calendarKk from '../../../assets/_locales/kk/calendar.json';
import commonKk from '../../../assets/_locales/kk/common.json';
import consoleKk from '../../../assets/_locales/kk/console.json';
import errorsKk from '../../../assets/_locales/kk/errors.json';
import liveKk from '../../../assets/_locales/kk/live.json';
import reviewKk from '../../../assets/_locales/kk/review.json';
import roomKk from '../../../assets/_locales/kk/room.json';
import calendarRu from '../../../assets/_locales/ru/calendar.json';
import commonRu from '../../../assets/_locales/ru/common.json';
import consoleRu from '../../../assets/_locales/ru/console.json';
import errorsRu from '../../../assets/_locales/ru/errors.json';
import liveRu from '../../../assets/_locales/ru/live.json';
import reviewRu from '../../../assets/_locales/ru/review.json';
import roomRu from '../../../assets/_locales/ru/room.json';
import { ExamusError } from '../../protocol/errors.ts';
import type { Language } from '../../protocol/views.ts';
import { pickLanguage, translator } from '../../shared/i18n.ts';
import { whyTexts } from '../../shared/why-texts.ts';

const STORED = 'examus-console-language';

/** The proctor's language; reading it in a component makes the component follow it. */
export const language = signal<Language>(pickLanguage(localStorage.getItem(STORED), navigator.languages));

export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(STORED, chosen);
  language.value = chosen;
}

/** Keeps `<html lang>` true, so that a screen reader speaks the right language. */
export function followLanguage(): void {
  effect(() => {
    document.documentElement.lang = language.value;
  });
}

const current = () => language.value;
// The console's own words win: the shared errors speak to a student.
const tables = {
  ru: {
    ...commonRu,
    ...errorsRu,
    ...whyTexts.ru,
    ...consoleRu,
    ...reviewRu,
    ...roomRu,
    ...liveRu,
    ...calendarRu,
  },
  kk: {
    ...commonKk,
    ...errorsKk,
    ...whyTexts.kk,
    ...consoleKk,
    ...reviewKk,
    ...roomKk,
    ...liveKk,
    ...calendarKk,
  },
  en: {
    ...commonEn,
    ...errorsEn,
    ...whyTexts.en,
    ...consoleEn,
    ...reviewEn,
    ...roomEn,
    ...liveEn,
    ...calendarEn,
  },
};
export type TextKey = keyof typeof tables.ru;
export const isTextKey = (key: string): key is TextKey => Object.hasOwn(tables.ru, key);
export const t = translator<TextKey>(tables, current);

/** What to say of anything that was thrown. */
export const errorText = (error: unknown): string =>
  t(error instanceof ExamusError ? `error_${error.code}` : 'error_failed');
