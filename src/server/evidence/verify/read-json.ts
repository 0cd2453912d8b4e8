import * as v from 'valibot';
import { canonicalJson } from '../../../protocol/canonical-json.ts';

/** The value of a line or file that we wrote; undefined when it is not exactly such a text. */
export function readExact<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const result = v.safeParse(schema, value);
    return result.success && canonicalJson(value) === text ? result.output : undefined;
  } catch {
    return undefined;
  }
}

export const linesOf = (text: string): string[] => text.split('\n').slice(0, -1);
