import * as v from 'valibot';
import type { Route } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import { isStorable } from './storable.ts';

/** Parts of a request as they arrived. */
export interface RawInput {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** Reads one part by its schema; unknown fields fall away. Throws `bad_request` naming every wrong path. */
export function parsePart(part: keyof RawInput, schema: v.GenericSchema, value: unknown): unknown {
  if (!isStorable(value))
    throw new ExamusError('bad_request', `${part}: text with characters that cannot be kept`);
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const problems = result.issues.slice(0, 10).map((issue) => ({
    path: [part, v.getDotPath(issue)].filter(Boolean).join('.'),
    message: issue.message.slice(0, 200),
  }));
  throw new ExamusError('bad_request', `wrong ${problems[0]?.path}: ${problems[0]?.message}`, { problems });
}

export function parseBody(route: Route, body: unknown): unknown {
  if (route.body === undefined) return undefined;
  if (route.body !== 'bytes') return parsePart('body', route.body, body);
  if (!Buffer.isBuffer(body) || body.length === 0) throw new ExamusError('bad_request', 'the body is empty');
  return body;
}
