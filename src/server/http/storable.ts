/**
 * Whether every text inside a value can be kept: PostgreSQL's `text` and `jsonb` take neither NUL nor half of a
 * surrogate pair (PostgreSQL manual, 8.14.1), and would answer with an error that nobody can act on.
 */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item));
}
