import type { ExamView } from '../../protocol/view-port.ts';
import { clockText } from '../../ui/clock-text.ts';
import { useEverySecond } from '../../ui/timer.tsx';
import { Strip } from '../panel/strip.tsx';
import { HintQuestion } from './hint-question.tsx';
import type { PartComponent } from './parts.ts';
import { Support } from './support.tsx';

export const Urgent: PartComponent<'urgent'> = ({ view, source, t }) => {
  const now = useEverySecond(view.endsByItselfAt !== null, view.clockOffsetMs);
  const isBroken =
    view.connection === 'offline' || deviceStates(view).some((state) => isLost(state) || state === 'muted');
  return (
    <>
      <HintQuestion {...{ view, source, t }} />
      {source.state().isSecondTab && (
        <Strip look="act" action={[t('second_tab_go'), () => source.send({ type: 'show-quiz' })]}>
          {t('second_tab')}
        </Strip>
      )}
      {view.watched && <Strip look="calm">{t('watched')}</Strip>}
      {isLost(view.screen) && (
        <Strip look="act" action={[t('mend_screen'), () => source.send({ type: 'share-screen' })]}>
          {t('lost_screen')}
        </Strip>
      )}
      {view.session.recordTab && view.tab !== 'live' && view.session.phase === 'running' && (
        <Strip look="act">{t('record_tab')}</Strip>
      )}
      {view.camera === 'muted' && <Strip look="act">{t('muted_camera')}</Strip>}
      {view.microphone === 'muted' && <Strip look="act">{t('muted_microphone')}</Strip>}
      {(isLost(view.camera) || isLost(view.microphone)) && (
        <Strip look="act" action={[t('mend_devices'), () => source.send({ type: 'reopen-devices' })]}>
          {t(isLost(view.camera) ? 'lost_camera' : 'lost_microphone')}
        </Strip>
      )}
      {isBroken && (
        <p class="help">
          {t('support')}: <Support support={view.session.support} t={t} />
        </p>
      )}
      {view.endsByItselfAt !== null && (
        <Strip look="act">
          {t('ends_by_itself', { time: clockText(view.endsByItselfAt - now) })}{' '}
          <small>{t('ends_hint')}</small>
        </Strip>
      )}
    </>
  );
};

const deviceStates = ({ camera, microphone, screen }: ExamView) => [camera, microphone, screen];

/** `off` before the exam runs is as it should be; in a running exam it is a loss too. */
const isLost = (state: ExamView['camera']): boolean => state === 'failed' || state === 'off';
