const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * The origin of an exam server named by a policy, a page or a person: https, or http on this machine. Null for
 * everything else.
 */
export function parseServerOrigin(text: unknown): string | null {
  if (typeof text !== 'string' || !URL.canParse(text)) return null;
  const { protocol, hostname, origin } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe ? origin : null;
}

/** The same for what a person pasted: `https://…/?serverOrigin=https://o7x.example`, or the bare host. */
export function parseServerLink(text: string): string | null {
  const link = text.includes('://') ? text.trim() : `https://${text.trim()}`;
  if (!URL.canParse(link)) return null;
  return parseServerOrigin(new URL(link).searchParams.get('serverOrigin') ?? link);
}
