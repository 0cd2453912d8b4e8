import { useEffect } from 'preact/hooks';
import { account, loadAccount } from './account.ts';
import { Announcer } from './announce.tsx';
import { CalendarPage } from './calendar/calendar-page.tsx';
import { ExamRoomPage } from './exam-room/exam-room-page.tsx';
import { Failure } from './failure.tsx';
import { GridPage } from './grid/grid-page.tsx';
import { lazily } from './lazily.tsx';
import { keepLive } from './live.ts';
import { view } from './navigation.ts';
import { AccommodationsPage } from './exam/accommodations-page.tsx';
import { CollisionsPage } from './exam/collisions-page.tsx';
import { reading } from './reading.ts';
import { SessionPage } from './session/session-page.tsx';
import { SessionsPage } from './sessions/sessions-page.tsx';
import { NoAccess } from './sign-in/no-access.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { t } from './texts.ts';
import { TopBar } from './top-bar.tsx';

// Proctors never carry administration; only what plays recordings brings the player.
const Administration = lazily(async () => (await import('./admin/admin-page.tsx')).AdminPage);
const PrintPage = lazily(async () => (await import('./print/print-page.tsx')).PrintPage);

export const App = () => (
  <>
    <Page />
    <Announcer />
  </>
);

function Page() {
  const who = account.value;
  switch (who.state) {
    case 'loading':
      return <main class="centre" aria-busy="true" aria-label={t('loading')} />;
    case 'failed':
      return (
        <main class="centre">
          <Failure error={who.error} onRetry={() => void loadAccount(new AbortController().signal)} />
        </main>
      );
    case 'out':
      return <SignInPage />;
    case 'in':
      return who.person.role === 'student' ? <NoAccess name={who.person.name} /> : <Signed />;
  }
}

function Signed() {
  const only = reading.value;
  useEffect(() => {
    if (only) return;
    const stop = new AbortController();
    void keepLive(stop.signal);
    return () => stop.abort();
  }, [only]);
  return (
    <>
      <TopBar />
      <Shown />
    </>
  );
}

function Shown() {
  const shown = view.value;
  const only = reading.value;
  if (only && shown.page !== 'print') return <SessionPage id={only.sessionId} />;
  switch (shown.page) {
    case 'sessions':
      return <SessionsPage filters={shown.filters} />;
    case 'session':
      return <SessionPage key={shown.id} id={shown.id} />;
    case 'grid':
      return <GridPage room={shown.room} />;
    case 'calendar':
      return <CalendarPage day={shown.day} />;
    case 'exam-room':
      return <ExamRoomPage key={shown.id} id={shown.id} />;
    case 'print':
      return <PrintPage key={shown.id} id={shown.id} />;
    case 'collisions':
      return <CollisionsPage key={shown.examId} examId={shown.examId} />;
    case 'accommodations':
      return <AccommodationsPage key={shown.examId} examId={shown.examId} />;
    case 'admin':
      return <Administration path={shown.path} />;
    case 'lost':
      return (
        <main class="centre">
          <h1>{t('lost_title')}</h1>
          <a href="/console/">{t('to_sessions')}</a>
        </main>
      );
  }
}
