/**
 * Origin of the exam server named by what the student pasted: `https://…/?serverOrigin=https://o7x.example` or the
 * bare origin. Https only; loopback may be http (the demo). Null when it names none.
 */
export function parseLink(text: string): string | null {
  const url = toUrl(text.trim());
  if (!url) return null;
  const named = url.searchParams.get('serverOrigin');
  const server = named === null ? url : toUrl(named);
  return server && isTrustworthy(server) ? server.origin : null;
}

function toUrl(text: string): URL | null {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (/\s/.test(text) || !/[.:]|localhost/.test(text)) return null;
  return URL.canParse(withScheme) ? new URL(withScheme) : null;
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
const isTrustworthy = ({ protocol, hostname, username, password }: URL): boolean =>
  username === '' &&
  password === '' &&
  (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)));
