import { ExternalLink } from 'lucide';
import { useEffect } from 'preact/hooks';
import { call } from '../../../shared/webext/bus.ts';
import type { SessionView } from '../../../protocol/views.ts';
import { Button } from '../../../ui/button.tsx';
import { timeOfDay } from '../../../ui/clock-text.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../shell/failure.tsx';
import { Page } from '../shell/page.tsx';
import { SupportLine } from '../shell/support-line.tsx';
import { useAction } from '../shell/use-action.ts';
import { language } from '../state/account.ts';
import { frame, look, view } from '../state/exam-view.ts';
import { t } from '../texts.ts';
import { Mend } from './mend.tsx';
import { startLabel } from './start-label.ts';

/** The exam runs in the other tab; this one only has to stay open. */
export function RunningPage({ session }: { session: SessionView }) {
  const showing = useAction(async () => call('background', 'exam/show-quiz'));
  useEffect(() => {
    // Looked at rarely here: the panel shows the picture beside the quiz.
    const wanted = () => look(document.visibilityState === 'visible' ? 5 : 0);
    wanted();
    document.addEventListener('visibilitychange', wanted);
    return () => {
      document.removeEventListener('visibilitychange', wanted);
      look(0);
    };
  }, []);
  const seen = view.value;
  return (
    <Page title={t('running_title')} lead={t('running_text')}>
      <div class="columns running">
        <div class="stack">
          <div class="row">
            <Button
              look="primary"
              icon={ExternalLink}
              busy={showing.isBusy.value}
              onClick={() => void showing.run()}
            >
              {t('running_show')}
            </Button>
          </div>
          <p>
            {t('running_button', {
              button: startLabel(session.lms.adapter, language.value, t('start_test'), t('or_quoted')),
            })}
          </p>
          {showing.error.value !== null && <Failure error={showing.error.value} />}
          {session.phase === 'paused' && (
            <Notice kind="info" live title={t(session.breaks?.endsAt ? 'running_break' : 'running_paused')} />
          )}
          {seen && <Mend seen={seen} />}
          {seen?.connection === 'offline' && <Notice kind="warning" live title={t('running_offline')} />}
          <dl class="saved">
            <dt>{t('running_recording')}</dt>
            <dd>{t(seen?.recording ? 'yes' : 'no')}</dd>
            <dt>{t('running_saved')}</dt>
            <dd>{seen?.savedUpTo ? timeOfDay(seen.savedUpTo - seen.clockOffsetMs, true) : '—'}</dd>
          </dl>
          <SupportLine />
        </div>
        <div class="own-picture mirrored">
          {frame.value && <img src={frame.value} alt={t('own_picture')} />}
        </div>
      </div>
    </Page>
  );
}
