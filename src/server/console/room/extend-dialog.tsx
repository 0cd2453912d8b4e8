import { useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import { Field } from '../../../ui/field.tsx';
import { announce } from '../announce.tsx';
import { call } from '../server.ts';
import { t } from '../texts.ts';
import { ActDialog } from './act-dialog.tsx';
import { ReasonField } from './reason-field.tsx';

const MOST_MINUTES = 240;

export function ExtendDialog({ detail, onClose }: { detail: SessionDetail; onClose: () => void }) {
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState('10');
  const [reason, setReason] = useState('');
  const minutes = Number(typed);
  const isNumber = Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES;
  return (
    <ActDialog
      title={t('extend_title', { name: detail.studentName })}
      action={t('act_extend_button')}
      isReady={isNumber && reason.trim() !== ''}
      onClose={onClose}
      onAct={async () => {
        const body = { id, minutes, reason: reason.trim() };
        await call('extendExam', { params: { sessionId: detail.id }, body });
        announce(t('extend_done', { count: minutes }));
      }}
    >
      {detail.settings.lmsClock && <p class="quiet">{t('extend_hint')}</p>}
      <Field
        label={t('extend_minutes')}
        type="number"
        min={1}
        max={MOST_MINUTES}
        step={1}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <ReasonField label={t('reason')} value={reason} maxLength={500} onInput={setReason} />
    </ActDialog>
  );
}
