import { Check } from 'lucide';
import type { SessionView } from '../../../protocol/views.ts';
import { photosFor } from '../../../protocol/exam-settings.ts';
import { isOver } from '../../../protocol/session.ts';
import { Icon } from '../../../ui/icon.tsx';
import { view } from '../state/exam-view.ts';
import { t } from '../texts.ts';
import { isCaptureReady } from './capture.ts';
import { ClosedPage } from './closed-page.tsx';
import { ConsentPage } from './consent-page.tsx';
import { ElsewherePage } from './elsewhere-page.tsx';
import { ExamCheckPage } from './exam-check-page.tsx';
import { FinishingPage } from './finishing-page.tsx';
import { IdentityPage } from './identity-page.tsx';
import { ReadyPage } from './ready-page.tsx';
import { RunningPage } from './running-page.tsx';
import { type Step, stationOf, stations, stepOf } from './step.ts';
import { WaitingPage } from './waiting-page.tsx';

/** One exam from consent to its end: the session's phase says which step is shown. */
export function ExamPage({ session }: { session: SessionView }) {
  if (view.value?.elsewhere && !isOver(session.phase)) return <ElsewherePage session={session} />;
  const step = stepOf(session.phase, isCaptureReady.value, view.value?.saving);
  return (
    <>
      <Stations session={session} step={step} />
      <StepPage key={step} step={step} session={session} />
    </>
  );
}

function StepPage({ step, session }: { step: Step; session: SessionView }) {
  switch (step) {
    case 'consent':
      return <ConsentPage session={session} />;
    case 'check':
      return <ExamCheckPage session={session} />;
    case 'identity':
      return <IdentityPage session={session} />;
    case 'ready':
      return <ReadyPage session={session} />;
    case 'waiting':
      return <WaitingPage session={session} />;
    case 'running':
      return <RunningPage session={session} />;
    case 'finishing':
      return <FinishingPage />;
    case 'closed':
      return <ClosedPage session={session} />;
  }
}

function Stations({ session, step }: { session: SessionView; step: Step }) {
  const shown = stations.filter(
    (station) => station !== 'identity' || photosFor(session.identification).length > 0,
  );
  const current = shown.indexOf(stationOf(step));
  return (
    <div class="stations">
      <span class="stations-exam">{session.examName}</span>
      <ol aria-label={t('stations')}>
        {shown.map((station, index) => (
          <li
            key={station}
            class={index < current ? 'station-done' : undefined}
            aria-current={index === current ? 'step' : undefined}
          >
            <span class="station-mark">{index < current ? <Icon node={Check} size={14} /> : index + 1}</span>
            {t(`station_${station}`)}
          </li>
        ))}
      </ol>
    </div>
  );
}
