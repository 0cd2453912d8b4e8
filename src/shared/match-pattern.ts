/** Whether an address is one that a match pattern of Chrome means: scheme and host as they stand, `*` = anything in the path. */
export function isMatch(pattern: string, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, pathname, search } = new URL(address);
  const text = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${text}$`).test(origin + pathname + search);
}
