import { ChevronLeft } from 'lucide';
import type { ExamView } from '../../protocol/view-port.ts';
import { Icon } from '../../ui/icon.tsx';
import { OwnVideo } from '../../ui/own-video.tsx';
import { Late } from '../late/late.tsx';
import type { PanelTexts } from '../texts.ts';
import { Logo } from './logo.tsx';
import { isCaptureOver, stageOf } from './phase.ts';
import type { PanelSource } from './source.ts';
import { TimeLeft } from './time-left.tsx';
import { Unread } from './unread.tsx';
import { cameraFault } from './who.tsx';

interface Props {
  view: ExamView | null;
  source: PanelSource;
  t: PanelTexts;
  unread: number;
  onExpand: () => void;
}

/** The collapsed panel: time, own picture, unread messages, in 40 px. */
export const Rail = ({ view, source, t, unread, onExpand }: Props) => (
  <section class="examus panel rail" aria-label={t('panel')}>
    <button
      type="button"
      class="panel-toggle"
      aria-label={t('expand')}
      title={t('expand')}
      onClick={onExpand}
    >
      <Icon node={ChevronLeft} size={16} />
      <Logo />
    </button>
    <Unread count={unread} t={t} />
    {view && (
      <>
        {!isCaptureOver(view) && (
          <OwnVideo frames={source.frames} label={t('own_video')} fault={cameraFault(view, t) && '!'} />
        )}
        <Late part="coach" {...{ view, t }} isSmall />
        <span
          class={view.recording ? 'mark mark-on' : 'mark'}
          role="img"
          aria-label={t(view.recording ? 'recording' : 'not_recording')}
          title={t(view.recording ? 'recording' : 'not_recording')}
        />
        {stageOf(view) === 'exam' && <TimeLeft {...{ view, t }} />}
      </>
    )}
  </section>
);
