import type { ComponentChildren } from 'preact';
import type { ExamView } from '../../protocol/view-port.ts';
import { clockText } from '../../ui/clock-text.ts';
import { useEverySecond } from '../../ui/timer.tsx';
import type { PanelTexts } from '../texts.ts';
import { isAttemptSubmitted } from './phase.ts';
import type { PanelSource, PanelState } from './source.ts';

interface Props {
  link: PanelState['link'];
  view: ExamView;
  source: PanelSource;
  startLabel: string | null;
  t: PanelTexts;
}

/** What needs the student now, above the chat; everything else is a line in the feed. */
export function Notices({ link, view, source, startLabel, t }: Props) {
  const { session } = view;
  const now = useEverySecond(view.endsByItselfAt !== null, view.clockOffsetMs);
  const isRunning = session.phase === 'running';
  return (
    <div class="notices">
      {link === 'connecting' && <Strip look="calm">{t('connecting')}</Strip>}
      {link === 'live' && view.connection === 'offline' && <Strip look="calm">{t('no_connection')}</Strip>}
      {session.phase === 'awaiting_admission' && (
        <Strip look="calm">
          {session.queue ? t('waiting_place', { place: session.queue.place }) : t('waiting')}
        </Strip>
      )}
      {session.phase === 'paused' && <Strip look="calm">{t('paused')}</Strip>}
      {session.proctorMessage && <Strip look="calm">{session.proctorMessage}</Strip>}
      {isLost(view.screen) && (
        <Strip look="act" action={[t('mend_screen'), () => source.send({ type: 'share-screen' })]}>
          {t('lost_screen')}
        </Strip>
      )}
      {view.session.recordTab && view.tab !== 'live' && isRunning && (
        <Strip look="act">{t('record_tab')}</Strip>
      )}
      {view.camera === 'muted' && <Strip look="act">{t('muted_camera')}</Strip>}
      {view.microphone === 'muted' && <Strip look="act">{t('muted_microphone')}</Strip>}
      {(isLost(view.camera) || isLost(view.microphone)) && (
        <Strip look="act" action={[t('mend_devices'), () => source.send({ type: 'reopen-devices' })]}>
          {t(isLost(view.camera) ? 'lost_camera' : 'lost_microphone')}
        </Strip>
      )}
      {view.endsByItselfAt !== null && (
        <Strip look="act">
          {t('ends_by_itself', { time: clockText(view.endsByItselfAt - now) })}{' '}
          <small>{t('ends_hint')}</small>
        </Strip>
      )}
      {isRunning && startLabel && !isAttemptSubmitted(view) && (
        // Known only when the page is parsed: it floats, or it would push what stands there already.
        <Strip look="float">{t('press_start', { label: startLabel })}</Strip>
      )}
    </div>
  );
}

/** `off` before the exam runs is as it should be; in a running exam it is a loss too. */
const isLost = (state: ExamView['camera']): boolean => state === 'failed' || state === 'off';

interface StripProps {
  look: 'calm' | 'act' | 'float';
  action?: readonly [label: string, run: () => unknown];
  children: ComponentChildren;
}
const Strip = ({ look, action, children }: StripProps) => (
  <div class={`strip strip-${look}`} role={look === 'act' ? 'alert' : 'status'}>
    <span>{children}</span>
    {action && (
      <button type="button" class="button button-primary" onClick={() => void action[1]()}>
        {action[0]}
      </button>
    )}
  </div>
);
