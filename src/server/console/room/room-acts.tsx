import { CirclePause, CirclePlay, ImageOff, RotateCcw, TimerReset, TriangleAlert } from 'lucide';
import type { IconNode } from 'lucide';
import { useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import { Button } from '../../../ui/button.tsx';
import { announce, complain } from '../announce.tsx';
import { call } from '../server.ts';
import { ReasonDialog } from '../session/reason-dialog.tsx';
import { t } from '../texts.ts';
import { AddWarning } from './add-warning.tsx';
import { ExtendDialog } from './extend-dialog.tsx';
import { PauseDialog } from './pause-dialog.tsx';

type Act = 'pause' | 'extend' | 'warn' | 'reopen' | 'waive_photos';
const icons = {
  pause: CirclePause,
  extend: TimerReset,
  warn: TriangleAlert,
  reopen: RotateCcw,
  waive_photos: ImageOff,
} as const satisfies Record<Act, IconNode>;

/** What can be done to the exam where it stands. Ending it has a place of its own. */
function actsFor({ phase, startedAt, breakEndsAt }: SessionDetail): Act[] {
  switch (phase) {
    case 'checked':
      return ['waive_photos'];
    case 'running':
      return ['pause', 'extend', 'warn'];
    case 'paused':
    case 'interrupted':
      // A break is the student's: it can be turned into a pause, not ended.
      return phase === 'paused' && breakEndsAt !== null ? ['pause', 'extend', 'warn'] : ['extend', 'warn'];
    case 'closed':
      return startedAt === null ? [] : ['reopen'];
    default:
      return [];
  }
}

export function RoomActs({ detail }: { detail: SessionDetail }) {
  const [asked, setAsked] = useState<Act | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      {detail.phase === 'paused' && detail.breakEndsAt === null && <Resume detail={detail} />}
      {actsFor(detail).map((act) => (
        <Button key={act} icon={icons[act]} onClick={() => setAsked(act)}>
          {t(`act_${act}_button`)}
        </Button>
      ))}
      {asked === 'pause' && <PauseDialog detail={detail} onClose={close} />}
      {asked === 'extend' && <ExtendDialog detail={detail} onClose={close} />}
      {asked === 'warn' && <AddWarning detail={detail} onClose={close} />}
      {(asked === 'reopen' || asked === 'waive_photos') && (
        <WithReason act={asked} detail={detail} onClose={close} />
      )}
    </>
  );
}

function Resume({ detail }: { detail: SessionDetail }) {
  const [isBusy, setBusy] = useState(false);
  const resume = () => {
    setBusy(true);
    call('resumeExam', { params: { sessionId: detail.id } })
      .then(() => announce(t('resume_done')), complain)
      .finally(() => setBusy(false));
  };
  return (
    <Button look="primary" icon={CirclePlay} busy={isBusy} onClick={resume}>
      {t('act_resume_button')}
    </Button>
  );
}

interface WithReasonProps {
  act: 'reopen' | 'waive_photos';
  detail: SessionDetail;
  onClose: () => void;
}

function WithReason({ act, detail, onClose }: WithReasonProps) {
  return (
    <ReasonDialog
      title={t(`${act}_title`, { name: detail.studentName })}
      hint={t(`${act}_hint`, { count: detail.settings.returnWindowMinutes })}
      action={t(`act_${act}_button`)}
      onClose={onClose}
      onReason={async (reason) => {
        const route = act === 'reopen' ? 'reopenSession' : 'waivePhotos';
        await call(route, { params: { sessionId: detail.id }, body: { reason } });
        announce(t(`${act}_done`));
      }}
    />
  );
}
