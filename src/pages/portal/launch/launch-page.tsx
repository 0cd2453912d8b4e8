import { useSignal } from '@preact/signals';
import { ShieldCheck } from 'lucide';
import { useEffect } from 'preact/hooks';
import type { LaunchState } from '../../../protocol/calls.ts';
import type { ExamListItem } from '../../../protocol/views.ts';
import { call, CallError } from '../../../shared/webext/bus.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { BeforeStart } from '../exams/before-start.tsx';
import { Failure } from '../shell/failure.tsx';
import { Page } from '../shell/page.tsx';
import { SupportLine } from '../shell/support-line.tsx';
import { useAction } from '../shell/use-action.ts';
import { account } from '../state/account.ts';
import { t } from '../texts.ts';
import { findExam, goOn, leaveLaunch } from './take-up.ts';

/** The student came from an LMS, which has said who they are and which exam it is. Goes on at its consent. */
export function LaunchPage() {
  const asked = useSignal<string | null>(null);
  const exam = useSignal<ExamListItem | null>(null);
  const going = useAction(async (find: () => Promise<LaunchState | null>) => {
    const state = await find();
    asked.value = null;
    if (state === null) return leaveLaunch();
    if (state.step === 'trust') asked.value = state.origin;
    else if (state.step === 'failed') throw new CallError(state.code, 'the launch was refused');
    else exam.value = await findExam(state.examId);
  });
  const look = () => void going.run(() => call('background', 'launch/state'));
  useEffect(() => {
    look();
    // Another launch may come while this page is open.
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  }, []);

  if (going.error.value !== null) return <Refused error={going.error.value} />;
  if (asked.value !== null) {
    return (
      <TrustServer
        origin={asked.value}
        isBusy={going.isBusy.value}
        onTrust={() => void going.run(() => call('background', 'launch/accept'))}
      />
    );
  }
  if (exam.value !== null)
    return <BeforeStart exam={exam.value} onClose={() => void leaveLaunch()} onReady={goOn} />;
  return (
    <p class="page centred" role="status">
      <Spinner /> {t('loading')}
    </p>
  );
}

function TrustServer({ origin, isBusy, onTrust }: { origin: string; isBusy: boolean; onTrust: () => void }) {
  const before = account.value?.origin;
  return (
    <Page title={t('pair_confirm_title')} lead={t('pair_confirm_lead')}>
      <Card isCurrent>
        <div class="stack">
          <p class="server-name">
            <Icon node={ShieldCheck} /> {new URL(origin).host}
          </p>
          <p>{before ? t('pair_replaces', { old: new URL(before).host }) : t('pair_confirm_text')}</p>
          <div class="row">
            <Button look="primary" busy={isBusy} onClick={onTrust}>
              {t('pair_confirm')}
            </Button>
            <Button onClick={() => void leaveLaunch()}>{t('cancel')}</Button>
          </div>
        </div>
      </Card>
    </Page>
  );
}

function Refused({ error }: { error: unknown }) {
  const isUsedUp = error instanceof CallError && error.code === 'wrong_credentials';
  return (
    <Page title={t('launch_title')}>
      {isUsedUp ? (
        <Notice kind="bad" live title={t('launch_used_up')}>
          <SupportLine />
        </Notice>
      ) : (
        <Failure error={error} />
      )}
      <div class="row">
        <Button onClick={() => void leaveLaunch()}>{t('close')}</Button>
      </div>
    </Page>
  );
}
