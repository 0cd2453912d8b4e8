import enCommon from '../../assets/_locales/en/common.json' with { type: 'json' };
import en from '../../assets/_locales/en/panel.json' with { type: 'json' };
import kkCommon from '../../assets/_locales/kk/common.json' with { type: 'json' };
import kk from '../../assets/_locales/kk/panel.json' with { type: 'json' };
import ruCommon from '../../assets/_locales/ru/common.json' with { type: 'json' };
import ru from '../../assets/_locales/ru/panel.json' with { type: 'json' };
import type { Language } from '../protocol/language.ts';
import { translator } from '../shared/i18n.ts';

export type PanelKey = keyof typeof ru | keyof typeof ruCommon;

const tables = { ru: { ...ruCommon, ...ru }, kk: { ...kkCommon, ...kk }, en: { ...enCommon, ...en } };

export const panelTexts = (language: Language) => translator<PanelKey>(tables, () => language);
export type PanelTexts = ReturnType<typeof panelTexts>;
