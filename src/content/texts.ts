import type ruCommon from '../../assets/_locales/ru/common.json';
import type ru from '../../assets/_locales/ru/panel.json';
import type { Language } from '../protocol/language.ts';
import { type Table, type Translate, translate } from '../shared/i18n.ts';
import type { commonKeys, commonPrefixes } from './common-keys.ts';

type CommonKey = Extract<
  keyof typeof ruCommon,
  (typeof commonKeys)[number] | `${(typeof commonPrefixes)[number]}${string}`
>;
export type PanelKey = keyof typeof ru | CommonKey;
export type PanelTexts = Translate<PanelKey>;

/** The panel's words in one language: what a `content/texts-….js` brings (scripts/panel-texts.ts). */
export interface PanelWords {
  language: Language;
  table: Table<PanelKey>;
}

export const panelTexts = ({ table, language }: PanelWords): PanelTexts => translate(table, language);

/** A texts file runs before this script, in the same world; and again when the student chose another language. */
const given = globalThis as { examusWords?: PanelWords; examusWordsCame?: () => void };

/** The words there are, and those that come later. */
export function followWords(take: (words: PanelWords) => void, signal: AbortSignal): PanelWords {
  given.examusWordsCame = () => {
    if (given.examusWords && !signal.aborted) take(given.examusWords);
  };
  if (!given.examusWords) throw new Error('no texts file ran before the panel');
  return given.examusWords;
}
