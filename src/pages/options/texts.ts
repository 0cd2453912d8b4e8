import en from '../../../assets/_locales/en/options.json' with { type: 'json' };
import kk from '../../../assets/_locales/kk/options.json' with { type: 'json' };
import ru from '../../../assets/_locales/ru/options.json' with { type: 'json' };
import { translator } from '../../shared/i18n.ts';
import { language } from './account.ts';

export const t = translator({ ru, kk, en }, () => language.value);
