/**
 * Lenient readers of one claim each: LMSs send `"60"` and `60`, `1` and `true`. Undefined = absent or no such thing.
 */

/** Text that the database can keep; numbers are texts too. Cut at `max`. */
export function readText(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return String(value).replaceAll('\0', '').toWellFormed().trim().slice(0, max).toWellFormed();
}

export function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function readWithin(value: unknown, min: number, max: number): number | undefined {
  const number = readNumber(value);
  return number === undefined ? undefined : Math.min(max, Math.max(min, number));
}

export function readFlag(value: unknown): boolean | undefined {
  if (value === true || value === 1 || value === '1' || value === 'true') return true;
  if (value === false || value === 0 || value === '0' || value === 'false') return false;
  return undefined;
}

export const readOneOf = <T extends string>(value: unknown, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => one === value);

export function readTexts(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value
    .map((item) => readText(item, 200))
    .filter((text) => text !== undefined && text !== '')
    .slice(0, 500) as string[];
}

/** `2026-11-23T10:00:00+0000` and every other ISO 8601 time; one without an offset is in UTC. Milliseconds since 1970. */
export function readTime(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const withColon = value.trim().replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  const hasOffset = /(Z|[+-]\d\d:\d\d)$/i.test(withColon);
  const at = Date.parse(hasOffset || !withColon.includes('T') ? withColon : `${withColon}Z`);
  return Number.isNaN(at) ? undefined : at;
}

export function readHttpUrl(value: unknown, max: number): string | undefined {
  const text = typeof value === 'string' && value.length <= max && value.isWellFormed() ? value.trim() : '';
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}

export const readObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
