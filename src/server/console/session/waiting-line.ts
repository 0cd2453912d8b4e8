import { type ReadonlySignal, signal as makeSignal } from '@preact/signals';
import type { GridTile } from '../../../protocol/grid.ts';
import type { SessionId } from '../../../protocol/ids.ts';
import { announce, complain } from '../announce.tsx';
import { onLive } from '../live.ts';
import { navigate } from '../navigation.ts';
import { call } from '../server.ts';
import { t } from '../texts.ts';
import { sessionPath } from '../views.ts';

/** This proctor's students who wait for admission, who came first first. */
const fetchWaiting = async (signal?: AbortSignal): Promise<GridTile[]> => {
  const { tiles } = await call('grid', { query: { share: 'mine' } }, signal ? { signal } : {});
  return tiles
    .filter(({ phase }) => phase === 'awaiting_admission')
    .toSorted((a, b) => (a.waitingSince ?? 0) - (b.waitingSince ?? 0));
};

/** The same, kept up to date until `signal` aborts; null before it is known. */
export function followWaiting(signal: AbortSignal): ReadonlySignal<readonly GridTile[] | null> {
  const waiting = makeSignal<readonly GridTile[] | null>(null);
  let asked = 0;
  const reload = () => {
    const question = (asked += 1);
    fetchWaiting(signal).then(
      (tiles) => {
        if (question === asked) waiting.value = tiles;
      },
      (error: unknown) => signal.aborted || complain(error),
    );
  };
  onLive((message) => {
    if (message.type !== 'row') return;
    const { id, phase } = message.row;
    const isKnown = waiting.peek()?.some(({ sessionId }) => sessionId === id) ?? false;
    if (isKnown !== (phase === 'awaiting_admission')) reload();
  }, signal);
  reload();
  return waiting;
}

/** Goes to whoever waits longest now; says so when nobody does any more. */
export function goToNextWaiting(from: SessionId): void {
  fetchWaiting().then((waiting) => {
    const next = waiting.find(({ sessionId }) => sessionId !== from);
    if (next) navigate(sessionPath(next.sessionId));
    else announce(t('nobody_waits'));
  }, complain);
}
