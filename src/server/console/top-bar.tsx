import { LogOut, WifiOff } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { account, signOut } from './account.ts';
import { complain } from './announce.tsx';
import { isLive } from './live.ts';
import { view } from './navigation.ts';
import { calendarPath } from './views.ts';
import { reading } from './reading.ts';
import { chooseLanguage, language, t } from './texts.ts';
import { followUnsettled, unsettled } from './unsettled.ts';

/** Time a lost line may take to come back before anybody is told. */
const PATIENCE_MS = 3000;

export function TopBar() {
  const who = account.value;
  if (who.state !== 'in') return null;
  const isReader = reading.value !== null;
  return (
    <header class="top-bar">
      <a class="brand" href="/console/">
        Examus <span>{t('console')}</span>
      </a>
      {isReader ? <WayBack /> : <Places isAdmin={who.person.role === 'admin'} />}
      {!isReader && <LineState />}
      <span class="who" title={who.institution.name}>
        {who.person.name} <small>{who.institution.name}</small>
      </span>
      <LanguageSwitch label={t('language')} value={language.value} onPick={chooseLanguage} />
      <Button look="quiet" icon={LogOut} onClick={() => void signOut().catch(complain)}>
        {t('sign_out')}
      </Button>
    </header>
  );
}

/** Says when an LMS could not be told something: nobody would look for it there. */
function ToAdministration() {
  useEffect(() => {
    const stop = new AbortController();
    followUnsettled(stop.signal);
    return () => stop.abort();
  }, []);
  const count = unsettled.value;
  return (
    <>
      <Place path="/console/admin/exams" isHere={view.value.page === 'admin'}>
        {t('administration')}
      </Place>
      {count > 0 && (
        <a href="/console/admin/integrations">
          <Badge kind="bad">{t('unsettled', { count })}</Badge>
        </a>
      )}
    </>
  );
}

const Places = ({ isAdmin }: { isAdmin: boolean }) => (
  <nav class="places" aria-label={t('places')}>
    <Place path="/console/" isHere={view.value.page === 'sessions' || view.value.page === 'session'}>
      {t('nav_sessions')}
    </Place>
    <Place path="/console/grid" isHere={view.value.page === 'grid'}>
      {t('grid_title')}
    </Place>
    <Place path={calendarPath()} isHere={view.value.page === 'calendar'}>
      {t('calendar_title')}
    </Place>
    {isAdmin && <ToAdministration />}
  </nav>
);

/** To the LMS that led here. */
const WayBack = () => {
  const url = reading.value?.returnUrl ?? null;
  return <nav class="places">{url !== null && <a href={url}>{t('back_to_lms')}</a>}</nav>;
};

const Place = ({ path, isHere, children }: { path: string; isHere: boolean; children: string }) => (
  <a href={path} aria-current={isHere ? 'page' : undefined}>
    {children}
  </a>
);

function LineState() {
  const [isLost, setLost] = useState(false);
  const live = isLive.value;
  useEffect(() => {
    if (live) return setLost(false);
    const timer = setTimeout(() => setLost(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [live]);
  return (
    <span class="line-state" role="status">
      {isLost && (
        <>
          <Icon node={WifiOff} size={16} /> {t('line_lost')}
        </>
      )}
    </span>
  );
}
