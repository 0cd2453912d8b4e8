import type ruCommon from '../../assets/_locales/ru/common.json';
import type ru from '../../assets/_locales/ru/panel.json';
import type { Language } from '../protocol/language.ts';
import { type Table, translator } from '../shared/i18n.ts';
import type { commonKeys, commonPrefixes } from './common-keys.ts';

type CommonKey = Extract<
  keyof typeof ruCommon,
  (typeof commonKeys)[number] | `${(typeof commonPrefixes)[number]}${string}`
>;
export type PanelKey = keyof typeof ru | CommonKey;

/** Put in by the build (scripts/panel-texts.ts): keys, then each language's texts in their order. */
declare const __PANEL_TEXTS__: { keys: PanelKey[] } & Record<Language, Table<PanelKey>[PanelKey][]>;

const table = (language: Language): Table<PanelKey> => {
  const { keys, [language]: texts } = __PANEL_TEXTS__;
  return Object.fromEntries(keys.map((key, index) => [key, texts[index]])) as Table<PanelKey>;
};
const tables = { ru: table('ru'), kk: table('kk'), en: table('en') };

export const panelTexts = (language: Language) => translator<PanelKey>(tables, () => language);
export type PanelTexts = ReturnType<typeof panelTexts>;
