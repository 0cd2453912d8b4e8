import { RotateCw } from 'lucide';
import type { SessionView } from '../../../protocol/views.ts';
import { call } from '../../../shared/webext/bus.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../shell/failure.tsx';
import { Page } from '../shell/page.tsx';
import { SupportLine } from '../shell/support-line.tsx';
import { useAction } from '../shell/use-action.ts';
import { t } from '../texts.ts';

/** The exam is open on another computer, which keeps it. Once it is closed there, the student goes on here. */
export function ElsewherePage({ session }: { session: SessionView }) {
  const asking = useAction(
    async () => void (await call('background', 'exam/prepare', { examId: session.examId })),
  );
  return (
    <Page title={t('elsewhere_title')} lead={t('elsewhere_text')}>
      <div class="stack">
        <Notice kind="warning" live title={t('elsewhere_not_recorded')} />
        <div class="row">
          <Button look="primary" icon={RotateCw} busy={asking.isBusy.value} onClick={() => void asking.run()}>
            {t('elsewhere_continue')}
          </Button>
        </div>
        {asking.error.value !== null && <Failure error={asking.error.value} />}
        <SupportLine />
      </div>
    </Page>
  );
}
