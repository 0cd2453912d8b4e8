import en from '../../../assets/_locales/en/record.json' with { type: 'json' };
import kk from '../../../assets/_locales/kk/record.json' with { type: 'json' };
import ru from '../../../assets/_locales/ru/record.json' with { type: 'json' };
import type { Language } from '../../protocol/views.ts';
import type { Warning } from '../../protocol/warnings.ts';
import { translate } from '../../shared/i18n.ts';
import { whyKey, whyTexts } from '../../shared/why-texts.ts';
import { sureness } from '../../shared/sureness.ts';

const tables = {
  ru: { ...ru, ...whyTexts.ru },
  kk: { ...kk, ...whyTexts.kk },
  en: { ...en, ...whyTexts.en },
};

/**
 * What was seen, how long, and how sure that is: the words of the record after the exam, and like the coach's put
 * together here, since every page of the quiz has to load the panel. '' = nothing to add to the warning's name.
 */
export function warningWords(
  { type, startAt, endAt, confidence }: Pick<Warning, 'type' | 'startAt' | 'endAt' | 'confidence'>,
  language: Language,
): string {
  const t = translate(tables[language], language);
  const key = whyKey(type);
  const why = key === null ? '' : t(key);
  const seconds = endAt === null ? 0 : Math.round((endAt - startAt) / 1000);
  const lasted = seconds < 60 ? t('record_seconds', { count: seconds }) : minutesIn(seconds);
  const percent = Math.round((confidence ?? 0) * 100);
  const sure = confidence === null ? '' : t(`sure_${sureness(confidence)}`, { percent });
  return [[why, seconds > 0 && lasted].filter(Boolean).join(', '), sure].filter(Boolean).join(' · ');
}

const minutesIn = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
