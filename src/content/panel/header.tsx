import { ChevronRight, Ellipsis, X } from 'lucide';
import type { ExamView } from '../../protocol/view-port.ts';
import { Icon } from '../../ui/icon.tsx';
import type { PanelTexts } from '../texts.ts';
import { Logo } from './logo.tsx';

interface Props {
  view: ExamView | null;
  t: PanelTexts;
  isMenuOpen: boolean;
  onCollapse: () => void;
  onMenu: () => void;
}

export const Header = ({ view, t, isMenuOpen, onCollapse, onMenu }: Props) => (
  <header class="panel-head">
    <button
      type="button"
      class="panel-toggle"
      aria-label={t('collapse')}
      title={t('collapse')}
      onClick={onCollapse}
    >
      <Icon node={ChevronRight} size={18} />
      <Logo />
    </button>
    {view && <Mark isOn={view.recording} text={t(view.recording ? 'recording' : 'not_recording')} />}
    <button
      type="button"
      class="panel-icon"
      aria-label={t(isMenuOpen ? 'close' : 'menu')}
      title={t(isMenuOpen ? 'close' : 'menu')}
      aria-expanded={isMenuOpen}
      onClick={onMenu}
    >
      <Icon node={isMenuOpen ? X : Ellipsis} size={20} />
    </button>
  </header>
);

const Mark = ({ isOn, text }: { isOn: boolean; text: string }) => (
  <span class={isOn ? 'mark mark-on' : 'mark'} role="status">
    {text}
  </span>
);
