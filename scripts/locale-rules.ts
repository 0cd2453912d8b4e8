/** A text, its plural forms, or Chrome's `{ "message": … }`. */
export type Text = string | Record<string, string>;
export type Texts = Record<string, Text>;

/** Everything in which the languages of one area differ, or in which a language breaks its own grammar. */
export function compareTexts(byLanguage: Record<string, Texts>): string[] {
  const problems: string[] = [];
  const keys = new Set(Object.values(byLanguage).flatMap((texts) => Object.keys(texts)));
  for (const key of keys) {
    const entries = Object.entries(byLanguage).map(([language, texts]) => [language, texts[key]] as const);
    for (const [language, text] of entries) {
      if (text === undefined) problems.push(`"${key}" is missing in ${language}`);
      else
        problems.push(...textProblems(language, text).map((problem) => `"${key}" in ${language} ${problem}`));
    }
    const present = entries.flatMap(([language, text]) => (text === undefined ? [] : [{ language, text }]));
    const [first, ...rest] = present;
    for (const { language, text } of rest) {
      if (first && placeholders(first.text) !== placeholders(text)) {
        problems.push(
          `"${key}" has placeholders [${placeholders(first.text)}] in ${first.language}, [${placeholders(text)}] in ${language}`,
        );
      }
    }
  }
  return problems;
}

function textProblems(language: string, text: Text): string[] {
  const forms = typeof text === 'string' ? [text] : Object.values(text);
  if (forms.some((form) => typeof form !== 'string' || form.trim() === '')) return ['has an empty text'];
  if (typeof text === 'string' || 'message' in text) return [];
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted().join(' ');
  const given = Object.keys(text).toSorted().join(' ');
  return given === needed ? [] : [`has the plural forms [${given}], the language has [${needed}]`];
}

/** Names in braces, each once; the form for one may leave the number out. */
function placeholders(text: Text): string {
  const whole = typeof text === 'string' ? text : Object.values(text).join(' ');
  return [...new Set(whole.match(/\{\w+\}/g))].toSorted().join(' ');
}

/**
 * Keys that no source can ask for: neither written out anywhere nor fitting a template such as `check.${id}`. Says
 * nothing of a key that is also an ordinary word: better silent than wrong.
 */
export function unusedKeys(keys: readonly string[], sources: readonly string[]): string[] {
  const templates = sources.flatMap(templatePatterns);
  return keys.filter(
    (key) =>
      !sources.some((source) => hasWord(source, key)) && !templates.some((template) => template.test(key)),
  );
}

function hasWord(source: string, word: string): boolean {
  for (let at = source.indexOf(word); at !== -1; at = source.indexOf(word, at + 1)) {
    const around = source.charAt(at - 1) + source.charAt(at + word.length);
    if (!/\w/.test(around)) return true;
  }
  return false;
}

function templatePatterns(source: string): RegExp[] {
  const templates = source.match(/`[^`\n]*\$\{[^`\n]*`/g) ?? [];
  return templates.flatMap((template) => {
    const parts = template.slice(1, -1).split(/\$\{[^}]*\}/);
    // Hardly any fixed text would fit everything.
    if (parts.join('').length < 3) return [];
    return [new RegExp(`^${parts.map((part) => escapePattern(part)).join('.+')}$`)];
  });
}

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
