import { CircleHelp, ClipboardList, LogOut, MonitorCheck } from 'lucide';
import { isRecordingPhase } from '../../../protocol/session.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LanguageSwitch } from '../../../ui/language-switch.tsx';
import { isCaptureReady } from '../exam/capture.ts';
import { forgetList } from '../exams/exam-list.ts';
import { account, chooseLanguage, language, signOut } from '../state/account.ts';
import { forgetSession, session } from '../state/exam-view.ts';
import { route } from '../state/route.ts';
import { t } from '../texts.ts';
import { Failure } from './failure.tsx';
import { useAction } from './use-action.ts';

/** The next student at this computer sees nothing of this one. */
async function leave(): Promise<void> {
  await signOut();
  forgetSession();
  forgetList();
  isCaptureReady.value = false;
}

export function Header() {
  const leaving = useAction(leave);
  const { person } = account.value ?? { person: null };
  // Under way the exam is the only place to be: no link leads away from it by mistake.
  const isInExam = route.value.page === 'exam' && session.value !== null;
  const isRecorded = session.value !== null && isRecordingPhase(session.value.phase);
  return (
    <>
      <header class="header">
        <a class="brand" href={isInExam ? '#/exam' : '#/exams'}>
          <img src="/icons/icon-48.png" width="28" height="28" alt="" />
          Examus
        </a>
        <nav class="nav" aria-label={t('nav')}>
          {person && !isInExam && (
            <>
              <NavLink page="exams" icon={ClipboardList} text={t('nav_exams')} />
              {!isRecorded && <NavLink page="check" icon={MonitorCheck} text={t('nav_check')} />}
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
          {person && !isInExam && !isRecorded && (
            <Button look="quiet" icon={LogOut} busy={leaving.isBusy.value} onClick={() => void leaving.run()}>
              {t('sign_out')}
            </Button>
          )}
        </div>
      </header>
      {leaving.error.value !== null && (
        <div class="page">
          <Failure error={leaving.error.value} />
        </div>
      )}
    </>
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
