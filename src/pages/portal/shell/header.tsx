import { CircleHelp, ClipboardList, LogOut, MonitorCheck } from 'lucide';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LanguageSwitch } from '../../../ui/language-switch.tsx';
import { account, chooseLanguage, language, signOut } from '../state/account.ts';
import { session } from '../state/exam-view.ts';
import { route } from '../state/route.ts';
import { t } from '../texts.ts';
import { useAction } from './use-action.ts';

export function Header() {
  const leaving = useAction(signOut);
  const { person } = account.value ?? { person: null };
  // Under way the exam is the only place to be: no link leads away from it by mistake.
  const isInExam = route.value.page === 'exam' && session.value !== null;
  return (
    <header class="header">
      <a class="brand" href="#/exams">
        <img src="/icons/icon-48.png" width="28" height="28" alt="" />
        Examus
      </a>
      <nav class="nav" aria-label={t('nav')}>
        {person && !isInExam && (
          <>
            <NavLink page="exams" icon={ClipboardList} text={t('nav_exams')} />
            <NavLink page="check" icon={MonitorCheck} text={t('nav_check')} />
          </>
        )}
        <NavLink page="help" icon={CircleHelp} text={t('nav_help')} />
      </nav>
      <div class="header-end">
        <LanguageSwitch
          label={t('language')}
          value={language.value}
          onPick={(chosen) => void chooseLanguage(chosen)}
        />
        {person && <span class="person-name">{person.name}</span>}
        {person && !isInExam && (
          <Button look="quiet" icon={LogOut} busy={leaving.isBusy.value} onClick={() => void leaving.run()}>
            {t('sign_out')}
          </Button>
        )}
      </div>
    </header>
  );
}

interface NavLinkProps {
  page: 'exams' | 'check' | 'help';
  icon: typeof LogOut;
  text: string;
}
const NavLink = ({ page, icon, text }: NavLinkProps) => (
  <a href={`#/${page}`} aria-current={route.value.page === page ? 'page' : undefined}>
    <Icon node={icon} size={18} />
    {text}
  </a>
);
