import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { numbersOf } from '../../../ui/date-text.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Progress } from '../../../ui/spinner.tsx';
import { Page } from '../shell/page.tsx';
import { SupportLine } from '../shell/support-line.tsx';
import { language } from '../state/account.ts';
import { view } from '../state/exam-view.ts';
import { t } from '../texts.ts';

/** J17: what is not sent yet goes up; the tab has to stay until it has. */
export function FinishingPage() {
  const most = useSignal(0);
  const left = view.value?.pending.bytes ?? null;
  useEffect(() => {
    if (left !== null && left > most.value) most.value = left;
  }, [left]);
  const done = left === null || most.value === 0 ? null : 1 - left / most.value;
  return (
    <Page title={t('finishing_title')} lead={t('finishing_text')}>
      <Progress label={t('finishing_title')} value={done} />
      {left !== null && <p class="quiet">{t('finishing_left', { mb: megabytes(left) })}</p>}
      {view.value?.connection === 'offline' && <Notice kind="warning" live title={t('finishing_offline')} />}
      <SupportLine />
    </Page>
  );
}

const megabytes = (bytes: number): string =>
  (bytes / 1_000_000).toLocaleString(numbersOf(language.value), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
