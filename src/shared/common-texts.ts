import en from '../../assets/_locales/en/common.json' with { type: 'json' };
import kk from '../../assets/_locales/kk/common.json' with { type: 'json' };
import ru from '../../assets/_locales/ru/common.json' with { type: 'json' };

/** Words every part of the product shares: rules, warnings, phases, verdicts, checks. For `translator()`. */
export const commonTexts = { ru, kk, en };
export type CommonKey = keyof typeof ru;
