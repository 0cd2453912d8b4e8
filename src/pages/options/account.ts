import { computed, signal } from '@preact/signals';
import type { AccountState } from '../../protocol/calls.ts';
import type { Language } from '../../protocol/views.ts';
import { pickLanguage } from '../../shared/i18n.ts';
import { call } from '../../shared/webext/bus.ts';

/** As the worker tells it; null until it answered. */
export const account = signal<AccountState | null>(null);
export const language = computed<Language>(
  () => account.value?.language ?? pickLanguage(null, navigator.languages),
);

export async function loadAccount(): Promise<void> {
  account.value = await call('background', 'account/state');
}
export async function pairServer(origin: string): Promise<void> {
  account.value = await call('background', 'server/pair', { origin });
}
export async function chooseLanguage(chosen: Language): Promise<void> {
  account.value = await call('background', 'account/language', { language: chosen });
}
