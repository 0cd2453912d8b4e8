import { ArrowLeft } from 'lucide';
import type { SessionDetail } from '../../../protocol/api.ts';
import { isRecordingPhase } from '../../../protocol/session.ts';
import { Icon } from '../../../ui/icon.tsx';
import { formatDateTime, formatDuration } from '../format.ts';
import { RoomActs } from '../room/room-acts.tsx';
import { useNow } from '../now.ts';
import { reading } from '../reading.ts';
import { lengthOf } from '../sessions/rows.ts';
import { PhaseBadge } from '../state-badges.tsx';
import { language, t } from '../texts.ts';
import { EndExam } from './end-exam.tsx';
import type { SessionStore } from './session-store.ts';

export function SessionHeader({ detail, store }: { detail: SessionDetail; store: SessionStore }) {
  const isReader = reading.value !== null;
  return (
    <div class="session-header">
      {!isReader && (
        <a class="back" href="/console/" aria-label={t('to_sessions')} title={t('to_sessions')}>
          <Icon node={ArrowLeft} />
        </a>
      )}
      <div class="session-title">
        <h1>{detail.studentName}</h1>
        <p class="quiet">
          {detail.examName} · {t(`mode_${detail.settings.mode}`)}
        </p>
      </div>
      <span class="state-cell" role="status">
        <PhaseBadge row={detail} />
      </span>
      <Times detail={detail} />
      {!isReader && (
        <div class="session-acts">
          <RoomActs detail={detail} />
          {isRecordingPhase(detail.phase) && <EndExam detail={detail} onDone={store.accept} />}
        </div>
      )}
    </div>
  );
}

function Times({ detail }: { detail: SessionDetail }) {
  const isRunning = isRecordingPhase(detail.phase);
  const now = useNow(isRunning);
  const length = lengthOf(detail, now);
  if (detail.startedAt === null) return null;
  return (
    <dl class="times">
      <div>
        <dt>{t('column_start')}</dt>
        <dd>{formatDateTime(detail.startedAt, language.value)}</dd>
      </div>
      <div>
        <dt>{t('column_duration')}</dt>
        <dd>{formatDuration(length ?? 0)}</dd>
      </div>
      {isRunning && detail.clockEndsAt !== null && (
        <div>
          <dt>{t('time_left')}</dt>
          <dd>{formatDuration(detail.clockEndsAt - now)}</dd>
        </div>
      )}
    </dl>
  );
}
