import { Camera, Check, UserX } from 'lucide';
import { useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import { photosFor } from '../../../protocol/exam-settings.ts';
import { Button } from '../../../ui/button.tsx';
import { announce, complain } from '../announce.tsx';
import { call } from '../server.ts';
import { ReasonDialog } from '../session/reason-dialog.tsx';
import type { SessionStore } from '../session/session-store.ts';
import { t } from '../texts.ts';

interface Props {
  detail: SessionDetail;
  store: SessionStore;
  /** The student waits no more. */
  onDecided: () => void;
}
type Asked = 'retake' | 'refuse';

/** May they begin: yes, not with these photos, or no. */
export function Decide({ detail, store, onDecided }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isBusy, setBusy] = useState(false);
  const decide = async (decision: 'admit' | Asked, reason = '') => {
    store.accept(await call('admit', { params: { sessionId: detail.id }, body: { decision, reason } }));
    announce(t(`${decision}_done`, { name: detail.studentName }));
    onDecided();
  };
  const admit = () => {
    setBusy(true);
    decide('admit')
      .catch(complain)
      .finally(() => setBusy(false));
  };
  return (
    <div class="decide">
      <Button look="primary" icon={Check} busy={isBusy} onClick={admit}>
        {t('admit')}
      </Button>
      {photosFor(detail.settings.identification).length > 0 && (
        <Button icon={Camera} onClick={() => setAsked('retake')}>
          {t('retake')}
        </Button>
      )}
      <Button look="danger" icon={UserX} onClick={() => setAsked('refuse')}>
        {t('refuse')}
      </Button>
      {asked && (
        <ReasonDialog
          title={t(`${asked}_title`, { name: detail.studentName })}
          hint={t(`${asked}_hint`)}
          action={t(asked)}
          onClose={() => setAsked(null)}
          onReason={(reason) => decide(asked, reason)}
        />
      )}
    </div>
  );
}
