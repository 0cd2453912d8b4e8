import en from '../../assets/_locales/en/why.json' with { type: 'json' };
import kk from '../../assets/_locales/kk/why.json' with { type: 'json' };
import ru from '../../assets/_locales/ru/why.json' with { type: 'json' };

/** What was seen, by type of warning: the same words for the student and for the reviewer. */
export const whyTexts = { ru, kk, en };
type WhyKey = keyof typeof ru;

/** The key of what to say of a type; null where its name says it all. */
export function whyKey(type: string): WhyKey | null {
  const key = `why_${type}`;
  return Object.hasOwn(ru, key) ? (key as WhyKey) : null;
}
