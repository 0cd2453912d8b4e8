import en from '../../../assets/_locales/en/sessions.json' with { type: 'json' };
import kk from '../../../assets/_locales/kk/sessions.json' with { type: 'json' };
import ru from '../../../assets/_locales/ru/sessions.json' with { type: 'json' };
import type { Language } from '../../protocol/views.ts';
import { type Translate, translator } from '../../shared/i18n.ts';

/** What the server itself says to the student of a session. */
export const sessionTexts = (language: Language): Translate<keyof typeof ru> =>
  translator({ ru, kk, en }, () => language);
