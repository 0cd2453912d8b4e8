/** Where a sign-in may lead back to. */
export type Destination = { kind: 'console'; path: string } | { kind: 'extension'; uri: string; id: string };

/**
 * Reads `redirect_uri`: this server's own console, or the address that Chrome catches for one of the known extensions
 * (`identity.launchWebAuthFlow`). Null for anything else: a sign-in code must never reach a stranger.
 */
export function readDestination(
  redirectUri: string,
  origin: string,
  extensionIds: readonly string[],
): Destination | null {
  const url = URL.canParse(redirectUri, origin) ? new URL(redirectUri, origin) : null;
  if (!url || url.username !== '' || url.password !== '' || url.hash !== '') return null;
  if (url.origin === origin) {
    const isConsole = url.pathname === '/console' || url.pathname.startsWith('/console/');
    return isConsole ? { kind: 'console', path: url.pathname + url.search } : null;
  }
  const id = extensionIds.find((known) => url.origin === extensionRedirectOrigin(known));
  return id === undefined ? null : { kind: 'extension', uri: url.href, id };
}

export const extensionRedirectOrigin = (id: string): string => `https://${id}.chromiumapp.org`;
