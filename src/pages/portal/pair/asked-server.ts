import { signal } from '@preact/signals';
import { parseServerLink } from '../../../shared/server-origin.ts';

/** A server that a click on the icon proposed (`?pair=origin`), until the student said yes or no. */
export const askedServer = signal<string | null>(
  parseServerLink(new URLSearchParams(globalThis.location?.search).get('pair') ?? ''),
);

export function forgetAskedServer(): void {
  askedServer.value = null;
  history.replaceState(null, '', location.pathname + location.hash);
}
