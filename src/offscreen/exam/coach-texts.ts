import en from '../../../assets/_locales/en/coach.json' with { type: 'json' };
import kk from '../../../assets/_locales/kk/coach.json' with { type: 'json' };
import ru from '../../../assets/_locales/ru/coach.json' with { type: 'json' };
import type { Language } from '../../protocol/views.ts';
import { translate } from '../../shared/i18n.ts';

/** Advice is put into words here and not in the panel, which every page of the quiz has to load. */
export const coachTexts = (language: Language) => translate({ ru, kk, en }[language], language);
