import * as v from 'valibot';
import { parseServerOrigin } from '../../shared/server-origin.ts';
import type { Offer } from './launch.ts';

const message = v.object({
  type: v.literal('examus/launch'),
  serverOrigin: v.string(),
  ticket: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
});

/**
 * What a page of a server whose host was baked in (`--server-hosts`) says by `runtime.sendMessage`. Null for everything
 * else: other senders, frames, and pages that speak for a server they are not of.
 */
export function offerOf(raw: unknown, sender: chrome.runtime.MessageSender): Offer | null {
  const parsed = v.safeParse(message, raw);
  const tabId = sender.tab?.id;
  if (!parsed.success || tabId === undefined || sender.frameId !== 0) return null;
  const origin = parseServerOrigin(parsed.output.serverOrigin);
  return origin !== null && origin === sender.origin ? { origin, ticket: parsed.output.ticket, tabId } : null;
}
