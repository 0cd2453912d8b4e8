import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

type Area =
  | 'admin'
  | 'common'
  | 'portal'
  | 'review'
  | 'panel'
  | 'panel-late'
  | 'console'
  | 'room'
  | 'errors'
  | 'server'
  | 'live'
  | 'places'
  | 'calendar';
const root = resolve(import.meta.dirname, '../../assets/_locales/ru');

/**
 * A Russian text of the interface, for what only has to be found. The guide's own labels stand in the tests word for
 * word: there a changed text is a fault.
 */
export function words(area: Area, key: string, values: Record<string, string | number> = {}): string {
  // Which of its two scripts a word of the panel comes with is nobody's business here.
  const text = textsOf(area)[key] ?? (area === 'panel' ? textsOf('panel-late')[key] : undefined);
  if (typeof text !== 'string') throw new Error(`no text ${area}.${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

const textsOf = (area: Area): Record<string, unknown> =>
  JSON.parse(readFileSync(resolve(root, `${area}.json`), 'utf8')) as Record<string, unknown>;
