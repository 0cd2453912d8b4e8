import { useEffect } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import { reading } from '../reading.ts';
import { call } from '../server.ts';

/** The chat stands open before the proctor, in a window that is looked at: what is in it counts as read. */
export function useMarkRead({ id, chat, unreadCount }: SessionDetail): void {
  const last = chat.at(-1)?.seq ?? 0;
  useEffect(() => {
    if (unreadCount === 0 || reading.value !== null) return;
    const mark = () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', mark);
      // Told again with the next message, should it not arrive.
      void call('readChat', { params: { sessionId: id }, body: { upTo: last } }).catch(() => undefined);
    };
    document.addEventListener('visibilitychange', mark);
    mark();
    return () => document.removeEventListener('visibilitychange', mark);
  }, [id, last, unreadCount]);
}
