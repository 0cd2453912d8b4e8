import type { GenericSchema } from 'valibot';
import { nameOf } from '../archive-names.ts';
import { type Evidence, type RecordPath, records } from '../records.ts';
import type { Contents, Fault } from './fault.ts';
import { linesOf, readExact } from './read-json.ts';

/** The records of an archive, or the first file or line that is none. */
export function readRecords(contents: Contents): { evidence: Evidence } | { fault: Fault } {
  const evidence: Record<string, unknown> = {};
  for (const path of Object.keys(records) as RecordPath[]) {
    const text = contents.get(path)?.text;
    if (text === undefined || text === null) return { fault: { entry: nameOf(path), why: 'it is missing' } };
    const schema: GenericSchema = records[path];
    const values = linesOf(text).map((line) => readExact(schema, line));
    const isOne = path.endsWith('.json');
    const unread = values.indexOf(undefined);
    if (unread !== -1) {
      return { fault: { entry: nameOf(path, unread + 1), why: 'it is not as the server writes it' } };
    }
    if (!text.endsWith('\n') && text !== '') {
      return { fault: { entry: nameOf(path, values.length + 1), why: 'it is cut short' } };
    }
    if (isOne && values.length !== 1) return { fault: { entry: nameOf(path), why: 'it is not one value' } };
    evidence[path] = isOne ? values[0] : values;
  }
  return { evidence: evidence as Evidence };
}
