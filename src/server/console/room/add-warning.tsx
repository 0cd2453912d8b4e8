import { useState } from 'preact/hooks';
import * as v from 'valibot';
import type { SessionDetail } from '../../../protocol/api.ts';
import { warningId } from '../../../protocol/ids.ts';
import { isTechnical, type WarningType, warningTypes } from '../../../protocol/warnings.ts';
import { Select } from '../../../ui/select.tsx';
import { announce } from '../announce.tsx';
import { call } from '../server.ts';
import { t } from '../texts.ts';
import { ActDialog } from './act-dialog.tsx';
import { ReasonField } from './reason-field.tsx';

const types = warningTypes.filter((type) => !isTechnical(type));

interface Props {
  detail: SessionDetail;
  /** When it was seen; absent = now. */
  at?: number;
  onClose: () => void;
}

/** A warning by hand. Told to the student it is a message too, which can be answered. */
export function AddWarning({ detail, at, onClose }: Props) {
  const [id] = useState(() => v.parse(warningId, crypto.randomUUID()));
  const mayTell = detail.phase !== 'closed' && detail.settings.sendManualWarningsToLearner;
  const [seenAt] = useState(() => at ?? Date.now());
  const [type, setType] = useState<WarningType>('phone');
  const [note, setNote] = useState('');
  const [tell, setTell] = useState(mayTell);
  return (
    <ActDialog
      title={t('warn_title', { name: detail.studentName })}
      action={t('act_warn_button')}
      isReady
      onClose={onClose}
      onAct={async () => {
        const body = { id, type, startAt: seenAt, note: note.trim(), tell };
        await call('addWarning', { params: { sessionId: detail.id }, body });
        announce(t('warn_done'));
      }}
    >
      <Select
        label={t('warn_type')}
        value={type}
        options={types.map((value) => ({ value, label: t(`warning_${value}`) }))}
        onPick={(value) => setType(types.find((one) => one === value) ?? type)}
      />
      <ReasonField label={t('warn_note')} value={note} maxLength={200} onInput={setNote} />
      {mayTell && (
        <label class="choice">
          <input type="checkbox" checked={tell} onChange={() => setTell(!tell)} />
          {t('warn_tell')}
        </label>
      )}
    </ActDialog>
  );
}
