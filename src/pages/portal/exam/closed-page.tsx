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
  const isDone = reason === 'by_student' || reason === 'by_lms' || reason === 'time_up';
  return (
    <Page title={t('closed_title')}>
      <Notice kind={isDone ? 'good' : 'info'} live title={t(`ended_${reason}`)}>
        {session.proctorMessage}
      </Notice>
      <Card title={t('closed_next')}>
        <div class="stack">
          <p>{t(session.startedAt === null ? 'closed_not_started' : 'closed_preliminary')}</p>
          <p>{t('closed_tab')}</p>
          {!isDone && <SupportLine />}
          {leaving.error.value !== null && <Failure error={leaving.error.value} />}
          <div class="row">
            <Button look="primary" busy={leaving.isBusy.value} onClick={() => void leaving.run()}>
              {t('closed_to_list')}
            </Button>
          </div>
        </div>
      </Card>
    </Page>
  );
}
