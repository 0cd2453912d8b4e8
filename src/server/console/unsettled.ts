import { signal } from '@preact/signals';
import { call } from './server.ts';

/** What LMSs were to be told that waits for an administrator. */
export const unsettled = signal(0);

const LOOK_EVERY_MS = 5 * 60_000;

/** Looks now and again until `stop` aborts; who is no administrator is never asked. */
export function followUnsettled(stop: AbortSignal): void {
  const look = () =>
    call('adminIntegrations', {}, { signal: stop }).then(
      ({ integrations }) => (unsettled.value = sumOf(integrations)),
      // The badge stays as it was; the page itself says what is wrong.
      () => {},
    );
  void look();
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  stop.addEventListener('abort', () => clearInterval(timer), { once: true });
}

export const sumOf = (integrations: readonly { unsettled: number }[]): number =>
  integrations.reduce((sum, { unsettled }) => sum + unsettled, 0);
