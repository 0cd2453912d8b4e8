import type { Page } from 'puppeteer';
import type { CallArgs, CallName, CallResult, Place } from '../../src/protocol/calls.ts';

type Answer<T> = { ok: true; value: T } | { ok: false; error: { code: string; message: string } };

/**
 * Asks a part of the extension what our own pages ask it, from one of them. Rejects with `code: message` of a refusal.
 */
export async function callExtension<P extends Place, N extends CallName<P>>(
  page: Page,
  to: P,
  name: N,
  ...args: CallArgs<P, N>
): Promise<CallResult<P, N>> {
  const answer = await page.evaluate(
    async (to: string, name: string, args: unknown[]) => {
      const build = chrome.runtime.getManifest().version_name?.split('+')[1];
      return (await chrome.runtime.sendMessage({ to, name, args, build })) as Answer<unknown>;
    },
    to,
    name,
    args as unknown[],
  );
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
  return answer.value as CallResult<P, N>;
}
