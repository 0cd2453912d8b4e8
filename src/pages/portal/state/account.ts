import { computed, signal } from '@preact/signals';
import type { AccountState } from '../../../protocol/calls.ts';
import type { Language, Support } from '../../../protocol/views.ts';
import { pickLanguage } from '../../../shared/i18n.ts';
import { call } from '../../../shared/webext/bus.ts';

/** Who is signed in, as the worker tells it; null until it answered. */
export const account = signal<AccountState | null>(null);
/** The server refused the token: sign in again before anything else. */
export const isSignInOver = signal(false);

export const language = computed<Language>(
  () => account.value?.language ?? pickLanguage(null, navigator.languages),
);
/** Whom to write to before anybody signed in: of the server's institution, where it has but one. */
export const offeredSupport = signal<Support | null>(null);
export const support = computed<Support | null>(
  () => account.value?.institution?.support ?? offeredSupport.value,
);

export async function loadAccount(): Promise<void> {
  account.value = await call('background', 'account/state');
}
export async function pairServer(origin: string): Promise<void> {
  account.value = await call('background', 'server/pair', { origin });
}
export async function signIn(institution: string): Promise<void> {
  account.value = await call('background', 'account/sign-in', { institution });
  isSignInOver.value = false;
}
export async function signOut(): Promise<void> {
  account.value = await call('background', 'account/sign-out');
  isSignInOver.value = false;
}
export async function chooseLanguage(chosen: Language): Promise<void> {
  // At once for the eye; the worker then makes it last.
  if (account.value) account.value = { ...account.value, language: chosen };
  account.value = await call('background', 'account/language', { language: chosen });
}
