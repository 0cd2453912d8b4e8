import type { ExamView } from '../../protocol/view-port.ts';
import { Late } from '../late/late.tsx';
import type { PanelTexts } from '../texts.ts';
import { isAttemptSubmitted } from './phase.ts';
import type { PanelSource, PanelState } from './source.ts';
import { Strip } from './strip.tsx';

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
      {session.phase === 'paused' && !session.breaks?.endsAt && <Strip look="calm">{t('paused')}</Strip>}
      {session.breaks && <Late part="breaks" {...{ view, source, t }} />}
      {session.proctorMessage && !session.curtain && <Strip look="calm">{session.proctorMessage}</Strip>}
      <Late part="urgent" {...{ view, source, t }} />
      {isRunning && startLabel && !isAttemptSubmitted(view) && (
        // Known only when the page is parsed: it floats, or it would push what stands there already.
        <Strip look="float">{t('press_start', { label: startLabel })}</Strip>
      )}
    </div>
  );
}
