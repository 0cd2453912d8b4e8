import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { commonKeys, commonPrefixes, lateCommonKeys } from '../src/content/common-keys.ts';
import type { Language } from '../src/protocol/language.ts';

type Texts = Record<string, unknown>;

const read = (language: string, area: string): Texts =>
  JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../assets/_locales', language, `${area}.json`), 'utf8'),
  ) as Texts;

export interface Words {
  language: Language;
  table: Texts;
}

/** The panel's words in one language: its own and those of the shared ones that it says. */
export function panelWords(language: Language): Words {
  const isNeeded = (key: string) =>
    commonPrefixes.some((prefix) => key.startsWith(prefix)) ||
    (commonKeys as readonly string[]).includes(key);
  const shared = Object.entries(read(language, 'common')).filter(([key]) => isNeeded(key));
  return { language, table: { ...Object.fromEntries(shared), ...read(language, 'panel') } };
}

/** The same of the panel's second script. */
export function lateWords(language: Language): Words {
  const isNeeded = (key: string) => (lateCommonKeys as readonly string[]).includes(key);
  const shared = Object.entries(read(language, 'common')).filter(([key]) => isNeeded(key));
  return { language, table: { ...Object.fromEntries(shared), ...read(language, 'panel-late') } };
}

/** The script that puts them where `src/content/texts.ts` looks: a page of the exam gets one language. */
export const panelWordsScript = (language: Language): string =>
  `globalThis.examusWords=${JSON.stringify(panelWords(language))};globalThis.examusWordsCame?.();`;

/** Likewise, for `src/content/late/arrival.ts`. */
export const lateWordsScript = (language: Language): string =>
  `globalThis.examusLateWords=${JSON.stringify(lateWords(language))};globalThis.examusLateCame?.();`;
