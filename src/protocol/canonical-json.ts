/**
 * JSON with sorted keys and no spaces, so that everybody who hashes or signs a value agrees on its text whatever order
 * the object was built in (the idea of RFC 8785; all our numbers are safe integers or short decimals, which
 * JSON.stringify prints the same everywhere). Keys whose value is undefined are left out.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const parts = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
    return `{${parts.join(',')}}`;
  }
  return JSON.stringify(value);
}
