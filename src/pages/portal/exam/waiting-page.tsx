import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SessionView } from '../../../protocol/views.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { lengthText } from '../exams/when.ts';
import { Page } from '../shell/page.tsx';
import { SupportLine } from '../shell/support-line.tsx';
import { language } from '../state/account.ts';
import { frame, look, takeSession, view } from '../state/exam-view.ts';
import { ask } from '../state/server.ts';
import { t } from '../texts.ts';
import { LeaveButton } from './leave-button.tsx';
import { WaitingChat } from './waiting-chat.tsx';

const ASK_EVERY_MS = 5000;

/** Waiting for the proctor: the place in the queue, and that the clock stands still. */
export function WaitingPage({ session }: { session: SessionView }) {
  const now = useSignal(Date.now());
  useEffect(() => {
    look(5);
    const ticking = setInterval(() => (now.value = Date.now()), 1000);
    // The live socket tells at once; this is for a network that lets no socket pass.
    const asking = setInterval(() => {
      void ask('session', { params: { sessionId: session.id } }).then(takeSession, () => undefined);
    }, ASK_EVERY_MS);
    return () => {
      look(0);
      clearInterval(ticking);
      clearInterval(asking);
    };
  }, []);
  const waitedMs = session.queue
    ? now.value + (view.value?.clockOffsetMs ?? 0) - session.queue.waitingSince
    : 0;
  return (
    <Page title={t('waiting_title')} lead={t('waiting_text')}>
      <div class="columns">
        <div class="stack">
          <p class="big-line" role="status">
            <Spinner />
            {session.queue ? t('waiting_place', { place: session.queue.place }) : t('waiting_next')}
          </p>
          {waitedMs >= 60_000 && (
            <p class="quiet">{t('waiting_since', { time: lengthText(waitedMs - 59_999, language.value) })}</p>
          )}
          {session.proctorMessage && (
            <Notice kind="info" live title={t('proctor_says')}>
              {session.proctorMessage}
            </Notice>
          )}
          <Notice>{t('waiting_clock')}</Notice>
          <SupportLine />
          <div class="row">
            <LeaveButton />
          </div>
        </div>
        <div class="stack">
          <div class="own-picture waiting-picture mirrored">
            {frame.value && <img src={frame.value} alt={t('own_picture')} />}
          </div>
          <WaitingChat />
        </div>
      </div>
    </Page>
  );
}
