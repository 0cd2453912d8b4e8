import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { compareTexts, type Texts, unusedKeys } from './locale-rules.ts';

/**
 * Holds the texts of all languages together: the same areas, keys and placeholders everywhere, the plural forms each
 * language has, and nothing that the sources no longer mention.
 */
const root = resolve(import.meta.dirname, '..');
const locales = join(root, 'assets/_locales');
const languages = ['ru', 'kk', 'en'] as const;

const readTexts = async (language: string, area: string): Promise<Texts> =>
  JSON.parse(await readFile(join(locales, language, area), 'utf8'));

async function readSources(): Promise<string[]> {
  const entries = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name));
  return Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')));
}

const problems: string[] = [];
const areasOf = new Map(
  await Promise.all(languages.map(async (it) => [it, new Set(await readdir(join(locales, it)))] as const)),
);
const areas = new Set([...areasOf.values()].flatMap((it) => [...it]));
const sources = await readSources();

for (const area of areas) {
  const missing = languages.filter((language) => !areasOf.get(language)?.has(area));
  if (missing.length > 0) {
    problems.push(`${area}: missing in ${missing.join(', ')}`);
    continue;
  }
  const [ru, kk, en] = await Promise.all(languages.map((language) => readTexts(language, area)));
  for (const problem of compareTexts({ ru: ru!, kk: kk!, en: en! })) problems.push(`${area}: ${problem}`);
  // messages.json is the manifest's; Chrome looks into it.
  if (area === 'messages.json') continue;
  if (!sources.some((source) => source.includes(`_locales/ru/${area}`))) {
    problems.push(`${area}: no source uses it`);
    continue;
  }
  for (const key of unusedKeys(Object.keys(ru!), sources))
    problems.push(`${area}: no source mentions "${key}"`);
}

for (const problem of problems) console.log(problem);
console.log(`${areas.size} areas in ${languages.length} languages, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
