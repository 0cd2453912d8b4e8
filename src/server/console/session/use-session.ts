import { useEffect, useRef, useState } from 'preact/hooks';
import type { SessionId } from '../../../protocol/ids.ts';
import { reconnects } from '../live.ts';
import { openSession, type SessionStore } from './session-store.ts';

/** One session, followed while it is shown; null in the moment before. What was missed on a lost line is fetched. */
export function useSession(id: SessionId): SessionStore | null {
  const [store, setStore] = useState<SessionStore | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    setStore(openSession(id, stop.signal));
    return () => stop.abort();
  }, [id]);
  const missed = reconnects.value;
  const seen = useRef(missed);
  useEffect(() => {
    if (seen.current !== missed) void store?.reload();
    seen.current = missed;
  }, [missed, store]);
  return store;
}
