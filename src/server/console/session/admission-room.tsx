import type { SessionDetail } from '../../../protocol/api.ts';
import { mayBeWatched } from '../../../protocol/live.ts';
import { LargeView } from '../large/large-view.tsx';
import { Decide } from '../room/decide.tsx';
import { t } from '../texts.ts';
import { Chat } from './chat.tsx';
import { CheckResults } from './check-results.tsx';
import { Photos } from './photos.tsx';
import { SessionFacts } from './session-facts.tsx';
import type { SessionStore } from './session-store.ts';
import { goToNextWaiting } from './waiting-line.ts';
import { WaitingList } from './waiting-list.tsx';

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
        <section class="panel" aria-label={t('identity')}>
          <div class="panel-head">
            <h2>{detail.student.name}</h2>
            {detail.phase === 'awaiting_admission' ? (
              <Decide detail={detail} store={store} onDecided={() => goToNextWaiting(detail.id)} />
            ) : (
              <p class="quiet">{t(detail.phase === 'closed' ? 'never_began' : 'not_ready_yet')}</p>
            )}
          </div>
          <div class="identify">
            {mayBeWatched({ ...detail, mode: detail.settings.mode }) && <LargeView sessionId={detail.id} />}
            <Photos detail={detail} />
          </div>
        </section>
        <div class="admission-side">
          <WaitingList here={detail.id} />
          <section class="panel panel-chat">
            <h2>{t('chat')}</h2>
            <Chat detail={detail} store={store} />
          </section>
          <section class="panel">
            <h2>{t('check_report')}</h2>
            {check ? <CheckResults report={check.report} /> : <p class="quiet">{t('no_check')}</p>}
          </section>
        </div>
      </div>
      <SessionFacts detail={detail} />
    </>
  );
}
