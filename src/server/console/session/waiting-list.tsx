import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { GridTile } from '../../../protocol/grid.ts';
import type { SessionId } from '../../../protocol/ids.ts';
import { formatDuration } from '../format.ts';
import { useNow } from '../now.ts';
import { t } from '../texts.ts';
import { sessionPath } from '../views.ts';
import { followWaiting } from './waiting-line.ts';

/** Who stands at the door beside the one who is looked at. */
export function WaitingList({ here }: { here: SessionId }) {
  const [waiting, setWaiting] = useState<ReadonlySignal<readonly GridTile[] | null> | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    setWaiting(followWaiting(stop.signal));
    return () => stop.abort();
  }, []);
  const now = useNow(true);
  const tiles = waiting?.value ?? [];
  return (
    <section class="panel">
      <h2>
        {t('queue_title')} <small class="quiet">{tiles.length}</small>
      </h2>
      {waiting?.value?.length === 0 ? (
        <p class="quiet">{t('nobody_waits')}</p>
      ) : (
        <ol class="waiting-list">
          {tiles.map(({ sessionId, studentName, waitingSince }) => (
            <li key={sessionId}>
              <a href={sessionPath(sessionId)} aria-current={sessionId === here ? 'true' : undefined}>
                {studentName}
              </a>
              <small class="quiet">{formatDuration(Math.max(0, now - (waitingSince ?? now)))}</small>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
