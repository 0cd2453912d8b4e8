import { useSignal } from '@preact/signals';
import { Monitor, RotateCw } from 'lucide';
import type { ExamView } from '../../../protocol/view-port.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { askForDevices } from '../check/ask-devices.ts';
import { CameraStep } from '../check/camera-step.tsx';
import { allowButton, grantButton, shareButton } from '../check/prompt-drawings.tsx';
import { shareByDesktop } from '../screen/share-screen.ts';
import { useAction } from '../shell/use-action.ts';
import { tell } from '../state/exam-view.ts';
import { t } from '../texts.ts';

/** What the running exam lost, each with the button that brings it back; no other step is repeated. */
export const Mend = ({ seen }: { seen: ExamView }) => (
  <>
    {(seen.camera === 'failed' || seen.microphone === 'failed') && (
      <MendDevices needsQuestion={seen.mendInPortal === 'devices'} />
    )}
    {(seen.screen === 'failed' || seen.screen === 'off') && (
      <MendScreen isOtherWay={seen.mendInPortal === 'screen'} />
    )}
  </>
);

function MendDevices({ needsQuestion }: { needsQuestion: boolean }) {
  const isAsking = useSignal(false);
  const asking = useAction(async () => {
    isAsking.value = needsQuestion;
    try {
      if (needsQuestion) await askForDevices();
    } finally {
      isAsking.value = false;
    }
    tell({ type: 'reopen-devices' });
  });
  if (isAsking.value) return <CameraStep />;
  return (
    <Notice
      kind="bad"
      live
      title={t(needsQuestion ? 'running_devices_ask' : 'running_devices_lost', { button: allowButton() })}
    >
      <Button icon={RotateCw} busy={asking.isBusy.value} onClick={() => void asking.run()}>
        {t(needsQuestion ? 'running_devices_allow' : 'running_reopen')}
      </Button>
    </Notice>
  );
}

function MendScreen({ isOtherWay }: { isOtherWay: boolean }) {
  const sharing = useAction(async () => {
    if (isOtherWay) await shareByDesktop();
    else tell({ type: 'share-screen' });
  });
  return (
    <Notice kind="bad" live title={t('running_screen_lost')}>
      {isOtherWay && <p>{t('step_screen_other', { button: grantButton(), share: shareButton() })}</p>}
      <Button icon={Monitor} busy={sharing.isBusy.value} onClick={() => void sharing.run()}>
        {t('step_screen_button')}
      </Button>
    </Notice>
  );
}
