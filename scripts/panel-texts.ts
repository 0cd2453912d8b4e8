import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { commonKeys, commonPrefixes } from '../src/content/common-keys.ts';
import { languages } from '../src/protocol/language.ts';

type Texts = Record<string, unknown>;

const read = (language: string, area: string): Texts =>
  JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../assets/_locales', language, `${area}.json`), 'utf8'),
  ) as Texts;

/**
 * The panel's words for `define`: keys once, then each language's texts in their order. The content script has 25 KB for
 * everything; the plain files bring every key three times and a hundred words it never says.
 */
export function panelTexts(): { keys: string[] } & Record<string, unknown[]> {
  const isNeeded = (key: string) =>
    commonPrefixes.some((prefix) => key.startsWith(prefix)) ||
    (commonKeys as readonly string[]).includes(key);
  const tableOf = (language: string): Texts => ({
    ...Object.fromEntries(Object.entries(read(language, 'common')).filter(([key]) => isNeeded(key))),
    ...read(language, 'panel'),
  });
  const keys = Object.keys(tableOf('ru'));
  const columns = languages.map((language) => {
    const table = tableOf(language);
    return [language, keys.map((key) => table[key])] as const;
  });
  return { keys, ...Object.fromEntries(columns) };
}
