import { type Language, languages } from '../protocol/language.ts';

/** A text, or its plural forms chosen by `{count}`. Placeholders are `{name}`. */
export type Entry = string | Partial<Record<Intl.LDMLPluralRule, string>>;
export type Table<K extends string> = Readonly<Record<K, Entry>>;
export type Translate<K extends string> = (key: K, values?: Record<string, string | number>) => string;

/**
 * Own loader over the texts in `assets/_locales/<language>/<area>.json`: Chrome's `i18n` has no Kazakh and cannot
 * switch. Keys are typed by the Russian table; `npm run check` holds the other languages to it.
 */
export function translator<K extends string>(
  tables: Record<Language, Table<K>>,
  language: () => Language,
): Translate<K> {
  return (key, values) => translate(tables[language()], language())(key, values);
}

/** The texts of one language, where the others are not at hand. */
export const translate =
  <K extends string>(table: Table<K>, language: Language): Translate<K> =>
  (key, values = {}) => {
    const entry = table[key];
    const text =
      typeof entry === 'string' ? entry : pluralForm(entry, language, Number(values['count'] ?? 0));
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };

function pluralForm(forms: Exclude<Entry, string>, language: Language, count: number): string {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other ?? '';
}

const isLanguage = (value: string): value is Language => (languages as readonly string[]).includes(value);

/** What a tag names (`kk-KZ`, Moodle's `ru_kids`), when it is one of ours. */
export function readLanguage(tag: string | null | undefined): Language | null {
  const base = (tag ?? '').toLowerCase().split(/[-_]/)[0] ?? '';
  return isLanguage(base) ? base : null;
}

/** The first of these tags that is one of our languages, else Russian. The person's own choice stands first. */
export function pickLanguage(
  chosen: string | null | undefined,
  preferred: readonly (string | null)[],
): Language {
  return [chosen, ...preferred].map(readLanguage).find((found) => found !== null) ?? 'ru';
}
