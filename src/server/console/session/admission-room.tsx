import { Camera, Check, UserX } from 'lucide';
import { useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import { Button } from '../../../ui/button.tsx';
import { announce, complain } from '../announce.tsx';
import { call } from '../server.ts';
import { t } from '../texts.ts';
import { Chat } from './chat.tsx';
import { CheckResults } from './check-results.tsx';
import { Photos } from './photos.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { SessionFacts } from './session-facts.tsx';
import type { SessionStore } from './session-store.ts';

interface Props {
  detail: SessionDetail;
  store: SessionStore;
}

/** A session that has not run yet: who is this, is everything right, may they begin. */
export function AdmissionRoom({ detail, store }: Props) {
  const check = detail.checks.at(-1);
  return (
    <>
      <div class="admission">
        <section class="panel admission-photos" aria-label={t('identity')}>
          <h2>{detail.student.name}</h2>
          <Photos detail={detail} isLarge />
          {detail.phase === 'awaiting_admission' ? (
            <Decide detail={detail} store={store} />
          ) : (
            <p class="quiet">{t(detail.phase === 'closed' ? 'never_began' : 'not_ready_yet')}</p>
          )}
        </section>
        <div class="admission-side">
          <section class="panel">
            <h2>{t('check_report')}</h2>
            {check ? <CheckResults report={check.report} /> : <p class="quiet">{t('no_check')}</p>}
          </section>
          <section class="panel panel-chat">
            <h2>{t('chat')}</h2>
            <Chat detail={detail} store={store} />
          </section>
        </div>
      </div>
      <SessionFacts detail={detail} />
    </>
  );
}

type Asked = 'retake' | 'refuse';

function Decide({ detail, store }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isBusy, setBusy] = useState(false);
  const decide = async (decision: 'admit' | Asked, reason = '') => {
    store.accept(await call('admit', { params: { sessionId: detail.id }, body: { decision, reason } }));
    announce(t(`${decision}_done`, { name: detail.studentName }));
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
      <Button icon={Camera} onClick={() => setAsked('retake')}>
        {t('retake')}
      </Button>
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
