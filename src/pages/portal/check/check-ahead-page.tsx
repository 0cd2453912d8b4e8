import { useEffect } from 'preact/hooks';
import { isOver } from '../../../protocol/session.ts';
import { call } from '../../../shared/webext/bus.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { exams, refreshList } from '../exams/exam-list.ts';
import { Page } from '../shell/page.tsx';
import { session } from '../state/exam-view.ts';
import { ask } from '../state/server.ts';
import { t } from '../texts.ts';
import { CheckFlow } from './check-flow.tsx';
import { Checklist } from './checklist.tsx';
import { demandsOf } from './demands.ts';

/** J5: the check ahead of any exam. A notice first; of what is seen and heard only the results are sent. */
export function CheckAheadPage() {
  useEffect(() => void refreshList(), []);
  useEffect(
    () => () => {
      // What an exam holds open stays open.
      if (!session.value || isOver(session.value.phase))
        void call('offscreen', 'capture/close').catch(() => undefined);
    },
    [],
  );
  return (
    <Page title={t('check_title')}>
      <CheckFlow
        demands={() => demandsOf(exams.value ?? [])}
        onResults={async (report) => {
          await ask('checkAhead', { body: report });
        }}
        onPassed={null}
        intro={(begin) => (
          <>
            <Card title={t('checklist_title')} isCurrent>
              <div class="stack">
                <Checklist />
                <Notice>{t('check_notice')}</Notice>
                <div class="row">
                  <Button look="primary" onClick={begin}>
                    {t('check_begin')}
                  </Button>
                </div>
              </div>
            </Card>
            <p class="quiet">{t('check_ahead_advice')}</p>
          </>
        )}
      />
    </Page>
  );
}
