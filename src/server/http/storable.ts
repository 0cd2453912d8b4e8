import type { FastifyRequest } from 'fastify';
import { ExamusError } from '../../protocol/errors.ts';

/**
 * Whether every text inside a value can be kept: PostgreSQL's `text` and `jsonb` take neither NUL nor half of a
 * surrogate pair (PostgreSQL manual, 8.14.1), and would answer with an error that nobody can act on.
 */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item));
}

/** A hook for what is served outside the route table, after the body was read: throws `bad_request`. */
export const refuseUnstorable =
  (...parts: readonly ('params' | 'query' | 'body')[]) =>
  async (request: FastifyRequest): Promise<void> => {
    const wrong = parts.find((part) => !isStorable(request[part]));
    if (wrong !== undefined)
      throw new ExamusError('bad_request', `${wrong}: text with characters that cannot be kept`);
  };
