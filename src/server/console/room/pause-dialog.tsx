import { useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import { announce } from '../announce.tsx';
import { call } from '../server.ts';
import { t } from '../texts.ts';
import { ActDialog } from './act-dialog.tsx';
import { ReasonField } from './reason-field.tsx';

/** Where the LMS keeps its own clock, hiding the quiz costs the student time: that is asked for apart. */
export function PauseDialog({ detail, onClose }: { detail: SessionDetail; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [curtain, setCurtain] = useState(true);
  const [isLossAccepted, setLossAccepted] = useState(false);
  const asksForLoss = curtain && detail.settings.lmsClock;
  return (
    <ActDialog
      title={t('pause_title', { name: detail.studentName })}
      action={t('act_pause_button')}
      isReady={reason.trim() !== '' && (!asksForLoss || isLossAccepted)}
      onClose={onClose}
      onAct={async () => {
        const body = { reason: reason.trim(), curtain, lmsTimeIsLost: asksForLoss && isLossAccepted };
        await call('pauseExam', { params: { sessionId: detail.id }, body });
        announce(t('pause_done'));
      }}
    >
      <p class="quiet">{t('pause_hint')}</p>
      <ReasonField label={t('pause_reason_label')} value={reason} maxLength={500} onInput={setReason} />
      <label class="choice">
        <input type="checkbox" checked={curtain} onChange={() => setCurtain(!curtain)} />
        {t('pause_curtain')}
      </label>
      {asksForLoss && (
        <label class="choice choice-warn">
          <input type="checkbox" checked={isLossAccepted} onChange={() => setLossAccepted(!isLossAccepted)} />
          {t('pause_lms_loss')}
        </label>
      )}
    </ActDialog>
  );
}
