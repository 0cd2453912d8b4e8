import enPlaces from '../../../assets/_locales/en/places.json' with { type: 'json' };
import enRecord from '../../../assets/_locales/en/record.json' with { type: 'json' };
import en from '../../../assets/_locales/en/portal.json' with { type: 'json' };
import kkPlaces from '../../../assets/_locales/kk/places.json' with { type: 'json' };
import kkRecord from '../../../assets/_locales/kk/record.json' with { type: 'json' };
import kk from '../../../assets/_locales/kk/portal.json' with { type: 'json' };
import ruPlaces from '../../../assets/_locales/ru/places.json' with { type: 'json' };
import ruRecord from '../../../assets/_locales/ru/record.json' with { type: 'json' };
import ru from '../../../assets/_locales/ru/portal.json' with { type: 'json' };
import { commonTexts } from '../../shared/common-texts.ts';
import { errorTexts } from '../../shared/error-texts.ts';
import { whyTexts } from '../../shared/why-texts.ts';
import { translator } from '../../shared/i18n.ts';
import { language } from './state/account.ts';

const tables = {
  ru: { ...commonTexts.ru, ...errorTexts.ru, ...ru, ...ruRecord, ...whyTexts.ru, ...ruPlaces },
  kk: { ...commonTexts.kk, ...errorTexts.kk, ...kk, ...kkRecord, ...whyTexts.kk, ...kkPlaces },
  en: { ...commonTexts.en, ...errorTexts.en, ...en, ...enRecord, ...whyTexts.en, ...enPlaces },
};
export type TextKey = keyof typeof tables.ru;
export const t = translator<TextKey>(tables, () => language.value);
export const hasText = (key: string): key is TextKey => Object.hasOwn(tables.ru, key);
