import { parseServerOrigin } from '../../shared/server-origin.ts';

/** The server fixed by browser policy (`assets/managed-schema.json`), or null. A wrong value counts as none. */
export async function pinnedOrigin(): Promise<string | null> {
  const { serverOrigin } = await chrome.storage.managed.get('serverOrigin');
  return parseServerOrigin(serverOrigin);
}
