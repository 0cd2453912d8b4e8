import { Megaphone } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import { type ExamId, type MessageId, messageId } from '../../../protocol/ids.ts';
import { Button } from '../../../ui/button.tsx';
import { LanguageSwitch } from '../../../ui/language-switch.tsx';
import { announce } from '../announce.tsx';
import { call } from '../server.ts';
import { language, t } from '../texts.ts';
import { ActDialog } from './act-dialog.tsx';
import { QuickReplies } from './quick-replies.tsx';
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
  // One text for all, who may read different languages: the proctor says in which.
  const [repliesIn, setRepliesIn] = useState(language.peek());
  const tried = useRef<{ id: MessageId; text: string } | null>(null);
  return (
    <ActDialog
      title={t('write_to_all')}
      action={t('send')}
      isReady={text.trim() !== ''}
      onClose={onClose}
      onAct={async () => {
        // Sent again after a failure it is still the same message, and nobody gets it twice; changed, it is another.
        const said = text.trim();
        if (tried.current?.text !== said) {
          tried.current = { id: v.parse(messageId, crypto.randomUUID()), text: said };
        }
        const { sent } = await call('broadcast', { params: { examId }, body: tried.current });
        announce(t('written_to', { count: sent }));
      }}
    >
      <p class="quiet">{t('write_to_all_hint')}</p>
      <LanguageSwitch label={t('replies_language')} value={repliesIn} onPick={setRepliesIn} />
      <QuickReplies stage="exam" language={repliesIn} onPick={setText} />
      <ReasonField label={t('write_to_all_text')} value={text} maxLength={2000} onInput={setText} />
    </ActDialog>
  );
}
