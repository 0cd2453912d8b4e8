import en from '../../../assets/_locales/en/integration.json' with { type: 'json' };
import kk from '../../../assets/_locales/kk/integration.json' with { type: 'json' };
import ru from '../../../assets/_locales/ru/integration.json' with { type: 'json' };
import type { Language } from '../../protocol/views.ts';
import { type Translate, translator } from '../../shared/i18n.ts';

export type IntegrationTextKey = keyof typeof ru;

/** What a student reads who comes from an LMS. */
export const integrationTexts = (language: Language): Translate<IntegrationTextKey> =>
  translator({ ru, kk, en }, () => language);
