import en from '../../../assets/_locales/en/common.json' with { type: 'json' };
import kk from '../../../assets/_locales/kk/common.json' with { type: 'json' };
import ru from '../../../assets/_locales/ru/common.json' with { type: 'json' };
import type { Language } from '../../protocol/views.ts';
import { type Translate, translator } from '../../shared/i18n.ts';

/** Names of warnings, as the student's panel has them. */
export const commonTexts = (language: Language): Translate<keyof typeof ru> =>
  translator({ ru, kk, en }, () => language);
