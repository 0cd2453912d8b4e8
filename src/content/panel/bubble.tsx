import type { ExamView } from '../../protocol/view-port.ts';
import type { PanelTexts } from '../texts.ts';
import { Logo } from './logo.tsx';
import { stageOf } from './phase.ts';
import { TimeLeft } from './time-left.tsx';
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
    {view && stageOf(view) === 'exam' && <TimeLeft {...{ view, t }} />}
    <Unread count={unread} t={t} />
  </button>
);
