const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The origin of an exam server in a text somebody gave (a link, a policy, a page): https, or http on this machine.
 * Null for everything else.
 */
export function parseServerOrigin(text: unknown): string | null {
  if (typeof text !== 'string' || !URL.canParse(text)) return null;
  const { protocol, hostname, origin } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));
  return isSafe ? origin : null;
}
