import en from '../../assets/_locales/en/server.json' with { type: 'json' };
import kk from '../../assets/_locales/kk/server.json' with { type: 'json' };
import ru from '../../assets/_locales/ru/server.json' with { type: 'json' };
import type { Language } from '../protocol/views.ts';
import { type Translate, translator } from '../shared/i18n.ts';

export type TextKey = keyof typeof ru;

/** Texts of the server's own pages and messages, in one language. */
export const texts = (language: Language): Translate<TextKey> => translator({ ru, kk, en }, () => language);
