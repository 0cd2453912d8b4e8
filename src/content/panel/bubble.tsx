import type { ExamView } from '../../protocol/view-port.ts';
import { Timer } from '../../ui/timer.tsx';
import type { PanelTexts } from '../texts.ts';
import { Logo } from './logo.tsx';
import { stageOf } from './phase.ts';
import { Unread } from './unread.tsx';

interface Props {
  view: ExamView | null;
  t: PanelTexts;
  unread: number;
  onOpen: () => void;
}

/** Where the window is too narrow for room: a small button that opens the panel above the page. */
export const Bubble = ({ view, t, unread, onOpen }: Props) => (
  <button type="button" class="examus bubble" title={t('expand')} onClick={onOpen}>
    <span class="visually-hidden">{t('expand')}</span>

    <Logo />
    {view && stageOf(view) === 'exam' && (
      <Timer
        label={t('time_left')}
        endsAt={view.session.endsAt}
        leftMs={view.session.leftMs}
        clockOffsetMs={view.clockOffsetMs}
        over={t('time_up')}
      />
    )}
    <Unread count={unread} t={t} />
  </button>
);
