import { signal } from '@preact/signals';
import { ExamusError } from '../../protocol/errors.ts';
import type { Reply } from '../../protocol/api.ts';
import type { Language } from '../../protocol/views.ts';
import { api } from '../../shared/api-client.ts';

export type Account =
  | { state: 'loading' }
  | { state: 'out' }
  | ({ state: 'in' } & Reply<'me'>)
  | { state: 'failed'; error: unknown };

/** Who sits before the console. The cookie that proves it is out of reach of scripts: only the server knows. */
export const account = signal<Account>({ state: 'loading' });

export async function loadAccount(signal: AbortSignal): Promise<void> {
  account.value = { state: 'loading' };
  try {
    account.value = { state: 'in', ...(await api({ origin: '' }, 'me', {}, { signal })) };
  } catch (error) {
    if (signal.aborted) return;
    account.value = isSignedOut(error) ? { state: 'out' } : { state: 'failed', error };
  }
}

/** Signs out here, and at the institution where it knows how. */
export async function signOut(): Promise<void> {
  const { endSessionUrl } = await api({ origin: '' }, 'signOut', {});
  account.value = { state: 'out' };
  if (endSessionUrl) location.assign(endSessionUrl);
}

/** Where the institution's login begins; it comes back to the page that was asked for. */
export const signInUrl = (slug: string, returnTo: string, lang: Language): string =>
  `/auth/start?${new URLSearchParams({ institution: slug, redirect_uri: returnTo, lang })}`;

export const isSignedOut = (error: unknown): boolean =>
  error instanceof ExamusError && (error.code === 'not_signed_in' || error.code === 'token_expired');
