import { useId } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import type { SessionId } from '../../../protocol/ids.ts';
import { isRecordingPhase } from '../../../protocol/session.ts';
import { Failure } from '../failure.tsx';
import { Decide } from '../room/decide.tsx';
import { RoomActs } from '../room/room-acts.tsx';
import { Unread } from '../room/unread.tsx';
import { Chat } from '../session/chat.tsx';
import { EndExam } from '../session/end-exam.tsx';
import { FindingsList } from '../session/findings-list.tsx';
import { Photos } from '../session/photos.tsx';
import type { SessionStore } from '../session/session-store.ts';
import { useReviewing } from '../session/use-reviewing.ts';
import { useSession } from '../session/use-session.ts';
import { t } from '../texts.ts';

interface Props {
  sessionId: SessionId;
  /** The student was admitted, sent back or refused. */
  onDecided: () => void;
}

/** What can be done for the student who is large: decide and act, write beside the pictures, judge below them. */
export function LargeSide({ sessionId, onDecided }: Props) {
  const store = useSession(sessionId);
  const loaded = store?.detail.value;
  if (!store || !loaded || loaded.state === 'loading') {
    return <section class="large-side" aria-busy="true" aria-label={t('loading')} />;
  }
  if (loaded.state === 'failed') {
    return (
      <section class="large-side">
        <Failure error={loaded.error} onRetry={() => void store.reload()} />
      </section>
    );
  }
  return <Shown detail={loaded.value} store={store} onDecided={onDecided} />;
}

interface ShownProps {
  detail: SessionDetail;
  store: SessionStore;
  onDecided: () => void;
}

function Shown({ detail, store, onDecided }: ShownProps) {
  const reviewing = useReviewing({ detail, store, onShow: nothing, onKey: nothing });
  const id = useId();
  const isWaiting = detail.phase === 'awaiting_admission';
  return (
    <section class="large-side" aria-label={t('large_side')}>
      <div class="large-acts">
        {isWaiting && <Decide detail={detail} store={store} onDecided={onDecided} />}
        <RoomActs detail={detail} />
        {isRecordingPhase(detail.phase) && <EndExam detail={detail} onDone={store.accept} />}
      </div>
      <section class="panel large-below" aria-labelledby={`${id}-below`}>
        <h3 id={`${id}-below`}>
          {t(isWaiting ? 'identity' : 'column_warnings')}
          {!isWaiting && <small class="quiet">{detail.warnings.length}</small>}
        </h3>
        {isWaiting ? (
          <Photos detail={detail} />
        ) : (
          <FindingsList reviewing={reviewing} startAt={detail.startedAt ?? detail.createdAt} />
        )}
      </section>
      <section class="panel large-chat" aria-labelledby={`${id}-chat`}>
        <h3 id={`${id}-chat`}>
          {t('chat')} <Unread count={detail.unreadCount} />
        </h3>
        <Chat detail={detail} store={store} />
      </section>
    </section>
  );
}

/** There is no recording to go to: what is large is now. */
const nothing = (): void => {};
