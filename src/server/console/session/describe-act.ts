import consoleRu from '../../../../assets/_locales/ru/console.json';
import reviewRu from '../../../../assets/_locales/ru/review.json';
import { t, type TextKey } from '../texts.ts';

/** An act or event in words. A server newer than this page may name ones it does not know: those stay as they are. */
export function describeAct(what: string): string {
  const key = `act_${what}`;
  return Object.hasOwn(consoleRu, key) || Object.hasOwn(reviewRu, key) ? t(key as TextKey) : what;
}
