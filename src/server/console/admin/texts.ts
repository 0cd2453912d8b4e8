import adminEn from '../../../../assets/_locales/en/admin.json';
import adminKk from '../../../../assets/_locales/kk/admin.json';
import adminRu from '../../../../assets/_locales/ru/admin.json';
import { commonTexts } from '../../../shared/common-texts.ts';
import { translator } from '../../../shared/i18n.ts';
import { language } from '../texts.ts';

const tables = {
  ru: { ...commonTexts.ru, ...adminRu },
  kk: { ...commonTexts.kk, ...adminKk },
  en: { ...commonTexts.en, ...adminEn },
};
export type AdminKey = keyof typeof tables.ru;
export const t = translator<AdminKey>(tables, () => language.value);

const isKey = (key: string): key is AdminKey => Object.hasOwn(tables.ru, key);
const keys: Record<string, (name: string) => string> = {
  set_: (name) => `set_${name}`,
  score_: (name) => `score_${name}`,
  audit_: (name) => `audit_${name}`,
  line_: (name) => `line_${name}`,
  adapter_: (name) => `adapter_${name}`,
  selector_: (name) => `selector_${name}`,
  finding_: (name) => `finding_${name}`,
  integration_: (name) => `integration_${name}`,
};
/** Label of something named by the protocol; what has none of its own shows its name. */
export const labelOf = (prefix: string, name: string): string => {
  const key = keys[prefix]?.(name) ?? prefix + name;
  return isKey(key) ? t(key) : name;
};
