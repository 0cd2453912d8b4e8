import { Megaphone } from 'lucide';
import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { type ExamId, messageId } from '../../../protocol/ids.ts';
import { Button } from '../../../ui/button.tsx';
import { announce } from '../announce.tsx';
import { call } from '../server.ts';
import { t } from '../texts.ts';
import { ActDialog } from './act-dialog.tsx';
import { ReasonField } from './reason-field.tsx';

/** One message to everybody who is at the exam now. */
export function WriteToAll({ examId }: { examId: ExamId }) {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button icon={Megaphone} onClick={() => setAsked(true)}>
        {t('write_to_all')}
      </Button>
      {isAsked && <Message examId={examId} onClose={() => setAsked(false)} />}
    </>
  );
}

function Message({ examId, onClose }: { examId: ExamId; onClose: () => void }) {
  const [text, setText] = useState('');
  // Sent again after a failure it is still the same message: nobody gets it twice.
  const [id] = useState(() => v.parse(messageId, crypto.randomUUID()));
  return (
    <ActDialog
      title={t('write_to_all')}
      action={t('send')}
      isReady={text.trim() !== ''}
      onClose={onClose}
      onAct={async () => {
        const { sent } = await call('broadcast', { params: { examId }, body: { id, text: text.trim() } });
        announce(t('written_to', { count: sent }));
      }}
    >
      <p class="quiet">{t('write_to_all_hint')}</p>
      <ReasonField label={t('chat_write')} value={text} maxLength={2000} onInput={setText} />
    </ActDialog>
  );
}
