import { call } from '../../../shared/webext/bus.ts';
import type { CheckReport } from '../../../protocol/check.ts';
import { isRecordingPhase } from '../../../protocol/session.ts';
import type { SessionView } from '../../../protocol/views.ts';
import { Notice } from '../../../ui/notice.tsx';
import { CheckFlow } from '../check/check-flow.tsx';
import { Page } from '../shell/page.tsx';
import { takeSession } from '../state/exam-view.ts';
import { ask } from '../state/server.ts';
import { t } from '../texts.ts';
import { isCaptureReady } from './capture.ts';

/** J8: the same check, begun by itself. What is granted here stays open for the exam. */
export function ExamCheckPage({ session }: { session: SessionView }) {
  const isComingBack = isRecordingPhase(session.phase);
  const pass = async (report: CheckReport) => {
    try {
      takeSession(await ask('sessionCheck', { params: { sessionId: session.id }, body: report }));
      // An exam that runs goes on at once: its recording begins anew.
      if (isComingBack) takeSession(await call('background', 'exam/begin'));
    } catch (error) {
      // It runs already and is recorded without the server too: our outage is no reason to keep anybody here.
      if (!isComingBack || !isUnreachable(error)) throw error;
      await call('offscreen', 'session/go');
    }
    isCaptureReady.value = true;
  };
  return (
    <Page title="Syscheck">
      {isComingBack && <Notice kind="warning" title={t('coming_back')} live />}
      <CheckFlow
        demands={() => ({
          allowMultipleDisplays: session.allowMultipleDisplays,
          softChecks: isComingBack ? [...session.softChecks, 'server'] : session.softChecks,
          neededBy: {},
        })}
        onPassed={pass}
      />
    </Page>
  );
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'unavailable';
