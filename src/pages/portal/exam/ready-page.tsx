import { call } from '../../../shared/webext/bus.ts';
import type { SessionView } from '../../../protocol/views.ts';
import { Button } from '../../../ui/button.tsx';
import { FrameDrawings } from '../../../ui/frame-drawings.tsx';
import { Failure } from '../shell/failure.tsx';
import { Page } from '../shell/page.tsx';
import { useAction } from '../shell/use-action.ts';
import { language } from '../state/account.ts';
import { takeSession } from '../state/exam-view.ts';
import { t } from '../texts.ts';
import { LeaveButton } from './leave-button.tsx';
import { startLabel } from './start-label.ts';

/** Rule 14: how to sit, what will open, which button to press there. «Начать» begins the exam. */
export function ReadyPage({ session }: { session: SessionView }) {
  const beginning = useAction(async () => takeSession(await call('background', 'exam/begin')));
  const waits = session.mode === 'online' || session.mode === 'identification';
  return (
    <Page
      title={t('ready_title')}
      actions={
        <>
          <Button look="primary" busy={beginning.isBusy.value} onClick={() => void beginning.run()}>
            {t('start')}
          </Button>
          <LeaveButton />
        </>
      }
    >
      {beginning.error.value !== null && <Failure error={beginning.error.value} />}
      <ul class="bullets">
        {waits && <li>{t('ready_admission')}</li>}
        <li>
          {t('ready_tab', {
            button: startLabel(session.lms.adapter, language.value, t('start_test'), t('or_quoted')),
          })}
        </li>
        <li>{t('ready_keep_tab')}</li>
        <li>{t('ready_recording')}</li>
      </ul>
      <FrameDrawings
        texts={{
          right: t('right'),
          wrong: t('wrong'),
          frameRight: t('frame_right'),
          part: t('frame_wrong_part'),
          dark: t('frame_wrong_dark'),
          two: t('frame_wrong_two'),
        }}
      />
    </Page>
  );
}
