const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * The origin of an exam server named by a policy, a page or a person: https, or http on this machine. Null for
 * everything else, a name before an `@` too: it makes one host look like another.
 */
export function parseServerOrigin(text: unknown): string | null {
  if (typeof text !== 'string' || !URL.canParse(text)) return null;
  const { protocol, hostname, origin, username, password } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe && username === '' && password === '' ? origin : null;
}

/** The same for what a person pasted: `https://…/?serverOrigin=https://o7x.example`, or the bare host. */
export function parseServerLink(text: string): string | null {
  const link = withScheme(text.trim());
  if (link === null || !URL.canParse(link)) return null;
  const named = new URL(link).searchParams.get('serverOrigin');
  return parseServerOrigin(named === null ? link : withScheme(named));
}

/** Null for words, which a browser would take for a host of one label. */
function withScheme(text: string): string | null {
  if (/\s/.test(text) || !/[.:]|localhost/.test(text)) return null;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
}
