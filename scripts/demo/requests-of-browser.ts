import type { LoggedRequest } from '../../tests/support/net-log.ts';

/**
 * Chrome catches the address that ends a `launchWebAuthFlow`, and yet opens a connection to its host beforehand; nothing
 * is ever sent over it.
 */
const isSignInEnd = (host: string): boolean => /^[a-p]{32}\.chromiumapp\.org:443$/.test(host);

/**
 * Sorts the hosts (`host:port`) that a proxy refused. The browser's own are those that its network log knows as asked
 * for by itself alone (updates, experiments, probes of the network); whatever a page, a worker or the extension asked
 * for is external, and so is what no log explains, such as a request of the server's.
 */
export function sortRequests(
  refused: readonly string[],
  logged: readonly LoggedRequest[],
): { external: string[]; ofBrowser: string[] } {
  const ofContent = new Set(logged.filter(({ isOfContent }) => isOfContent).map(({ host }) => host));
  const known = new Set(logged.map(({ host }) => host));
  const isOwn = (host: string) => isSignInEnd(host) || (known.has(host) && !ofContent.has(host));
  const hosts = [...new Set(refused)];
  return { external: hosts.filter((host) => !isOwn(host)), ofBrowser: hosts.filter(isOwn) };
}
