import { Spinner } from '../../ui/spinner.tsx';
import { CheckAheadPage } from './check/check-ahead-page.tsx';
import { ExamPage } from './exam/exam-page.tsx';
import { ExamsPage } from './exams/exams-page.tsx';
import { HelpPage } from './help/help-page.tsx';
import { LaunchPage } from './launch/launch-page.tsx';
import { askedServer } from './pair/asked-server.ts';
import { PairPage } from './pair/pair-page.tsx';
import { PlacesPage } from './places/places-page.tsx';
import { RecordPage } from './record/record-page.tsx';
import { Header } from './shell/header.tsx';
import { Failure } from './shell/failure.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { account, isSignInOver } from './state/account.ts';
import { session } from './state/exam-view.ts';
import { route } from './state/route.ts';
import { startError } from './start.ts';
import { t } from './texts.ts';

export const App = () => (
  <>
    <Header />
    <main>
      <CurrentPage />
    </main>
  </>
);

function CurrentPage() {
  if (startError.value) {
    return (
      <div class="page">
        <Failure error={startError.value} onRetry={() => location.reload()} />
      </div>
    );
  }
  const state = account.value;
  if (!state) {
    return (
      <p class="page centred" role="status">
        <Spinner /> {t('loading')}
      </p>
    );
  }
  const where = route.value;
  if (where.page === 'help') return <HelpPage article={where.article} />;
  if (where.page === 'launch') return <LaunchPage />;
  if (!state.origin || askedServer.value) return <PairPage />;
  if (!state.person || isSignInOver.value) return <SignInPage origin={state.origin} />;
  if (where.page === 'check') return <CheckAheadPage />;
  if (where.page === 'record') return <RecordPage key={where.sessionId} sessionId={where.sessionId} />;
  if (where.page === 'places') return <PlacesPage key={where.examId} examId={where.examId} />;
  if (where.page === 'exam' && session.value) return <ExamPage session={session.value} />;
  return <ExamsPage />;
}
