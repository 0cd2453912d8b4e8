import type { ExamView } from '../../protocol/view-port.ts';
import { Timer } from '../../ui/timer.tsx';
import type { PanelTexts } from '../texts.ts';

interface Props {
  view: ExamView;
  t: PanelTexts;
  /** What stands above the time, when the clock stands still. */
  label?: string | null;
}

export const TimeLeft = ({ view, t, label }: Props) => (
  <Timer
    label={label ?? t('time_left')}
    endsAt={view.session.endsAt}
    leftMs={view.session.leftMs}
    clockOffsetMs={view.clockOffsetMs}
    over={t('time_up')}
  />
);
