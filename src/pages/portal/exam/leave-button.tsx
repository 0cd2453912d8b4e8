import { Button } from '../../../ui/button.tsx';
import { call } from '../../../shared/webext/bus.ts';
import { useAction } from '../shell/use-action.ts';
import { forgetSession } from '../state/exam-view.ts';
import { goTo } from '../state/route.ts';
import { t } from '../texts.ts';
import { isCaptureReady } from './capture.ts';

/** Back to the list before the exam runs: camera and screen are let go, the exam can be begun again. */
export function LeaveButton() {
  const leaving = useAction(leaveExam);
  return (
    <Button look="quiet" busy={leaving.isBusy.value} onClick={() => void leaving.run()}>
      {t('exam_leave')}
    </Button>
  );
}

export async function leaveExam(): Promise<void> {
  await call('background', 'exam/leave');
  forgetSession();
  isCaptureReady.value = false;
  goTo('exams');
}
