import consoleRu from '../../../../assets/_locales/ru/console.json';
import reviewRu from '../../../../assets/_locales/ru/review.json';
import { photoKinds } from '../../../protocol/exam-settings.ts';
import { t, type TextKey } from '../texts.ts';

/** An act or event in words. A server newer than this page may name ones it does not know: those stay as they are. */
export function describeAct(what: string): string {
  const key = `act_${what}`;
  return Object.hasOwn(consoleRu, key) || Object.hasOwn(reviewRu, key) ? t(key as TextKey) : what;
}

/** What is told besides: people's own words stay as they are. */
export function describeDetail({ what, detail }: { what: string; detail: string }): string {
  const kind = what === 'photo_sent' && photoKinds.find((one) => one === detail);
  return kind ? t(`photo_${kind}`) : detail;
}
