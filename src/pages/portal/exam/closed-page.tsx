import { isCompleted } from '../../../protocol/session.ts';
import type { SessionView } from '../../../protocol/views.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../shell/failure.tsx';
import { Page } from '../shell/page.tsx';
import { SupportLine } from '../shell/support-line.tsx';
import { useAction } from '../shell/use-action.ts';
import { t } from '../texts.ts';
import { leaveExam } from './leave-button.tsx';

/** What happened, what comes now, and that the tab may be closed. */
export function ClosedPage({ session }: { session: SessionView }) {
  const leaving = useAction(leaveExam);
  const reason = session.closeReason ?? 'by_student';
  const isDone = isCompleted(reason);
  const isReady = session.trial === true && isDone && session.startedAt !== null;
  return (
    <Page title={t('closed_title')}>
      <Notice kind={isDone ? 'good' : 'info'} live title={t(`ended_${reason}`)}>
        {session.proctorMessage}
      </Notice>
      <Card title={t(isReady ? 'trial_ready_title' : 'closed_next')} isCurrent={isReady}>
        <div class="stack">
          <p>{t(nextKey(session, isReady))}</p>
          <p>{t('closed_tab')}</p>
          {!isDone && <SupportLine />}
          {leaving.error.value !== null && <Failure error={leaving.error.value} />}
          <div class="row">
            {session.finishUrl && (
              <a class="button button-primary" href={session.finishUrl} target="_blank" rel="noreferrer">
                {t('closed_to_lms')}
              </a>
            )}
            <Button
              look={session.finishUrl ? 'secondary' : 'primary'}
              busy={leaving.isBusy.value}
              onClick={() => void leaving.run()}
            >
              {t('closed_to_list')}
            </Button>
          </div>
        </div>
      </Card>
    </Page>
  );
}

/** Nobody reviews a rehearsal, so nothing is said there of a verdict to come. */
function nextKey({ startedAt, trial }: SessionView, isReady: boolean) {
  if (isReady) return 'trial_ready_text';
  if (startedAt === null) return 'closed_not_started';
  return trial ? 'trial_over_text' : 'closed_preliminary';
}
