import { isRecordingPhase } from '../../../protocol/session.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { session } from '../state/exam-view.ts';
import { goTo } from '../state/route.ts';
import { t } from '../texts.ts';

/** Without the server there is no list to go on from, but an exam that runs here runs on. */
export function WayBack() {
  if (!session.value || !isRecordingPhase(session.value.phase)) return null;
  return (
    <Notice kind="info" title={session.value.examName}>
      <Button look="primary" onClick={() => goTo('exam')}>
        {t('continue')}
      </Button>
    </Notice>
  );
}
