import { useEffect } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import type { SessionId } from '../../../protocol/ids.ts';
import { mayBeWatched } from '../../../protocol/live.ts';
import { Failure } from '../failure.tsx';
import { LargeView } from '../large/large-view.tsx';
import { reading } from '../reading.ts';
import { lazily } from '../lazily.tsx';
import { t } from '../texts.ts';
import { AdmissionRoom } from './admission-room.tsx';
import { SessionHeader } from './session-header.tsx';
import type { SessionStore } from './session-store.ts';
import { useSession } from './use-session.ts';

const ReviewRoom = lazily(async () => (await import('./review-room.tsx')).ReviewRoom);

export function SessionPage({ id }: { id: SessionId }) {
  const store = useSession(id);
  return store ? <Loaded store={store} /> : <PageSkeleton />;
}

function Loaded({ store }: { store: SessionStore }) {
  const loaded = store.detail.value;
  switch (loaded.state) {
    case 'loading':
      return <PageSkeleton />;
    case 'failed':
      return (
        <main class="centre">
          <Failure error={loaded.error} onRetry={() => void store.reload()} />
          <a href="/console/">{t('to_sessions')}</a>
        </main>
      );
    case 'ready':
      return <Session detail={loaded.value} store={store} />;
  }
}

function Session({ detail, store }: { detail: SessionDetail; store: SessionStore }) {
  useEffect(() => {
    document.title = `${detail.studentName} · Examus`;
  }, [detail.studentName]);
  const isReader = reading.value !== null;
  const hasBegun = detail.startedAt !== null || detail.recordings.some(({ segments }) => segments > 0);
  return (
    <main class="session">
      <SessionHeader detail={detail} store={store} />
      {hasBegun || isReader ? (
        <>
          {!isReader && mayBeWatched({ ...detail, mode: detail.settings.mode }) && (
            <LargeView sessionId={detail.id} />
          )}
          <ReviewRoom detail={detail} store={store} />
        </>
      ) : (
        <AdmissionRoom detail={detail} store={store} />
      )}
    </main>
  );
}

const PageSkeleton = () => (
  <main class="session" aria-busy="true" aria-label={t('loading')}>
    <div class="skeleton skeleton-row" />
    <div class="skeleton skeleton-player" />
  </main>
);
