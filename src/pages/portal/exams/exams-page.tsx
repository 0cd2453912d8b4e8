import { useSignal } from '@preact/signals';
import { MonitorCheck } from 'lucide';
import { useEffect } from 'preact/hooks';
import type { ExamListItem } from '../../../protocol/views.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { Failure } from '../shell/failure.tsx';
import { Page } from '../shell/page.tsx';
import { SupportLine } from '../shell/support-line.tsx';
import { useAction } from '../shell/use-action.ts';
import { t } from '../texts.ts';
import { BeforeStart } from './before-start.tsx';
import { exams, keepListFresh, listError, refreshList } from './exam-list.ts';
import { ExamRow } from './exam-row.tsx';
import { inOrder } from './exam-status.ts';
import { isSiteGranted, prepareExam } from './prepare-exam.ts';
import { WayBack } from './way-back.tsx';

export function ExamsPage() {
  const chosen = useSignal<ExamListItem | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    keepListFresh(leaving.signal);
    return () => leaving.abort();
  }, []);
  // Gone on with at once where nothing new is asked; otherwise what comes is told first.
  const starting = useAction(async (exam: ExamListItem) => {
    if (exam.state === 'running' && (await isSiteGranted(exam))) await prepareExam(exam);
    else chosen.value = exam;
  });

  const list = exams.value && inOrder(exams.value);
  const section = (title: string, items: ExamListItem[]) =>
    items.length > 0 && (
      <section class="exam-section">
        <h2>{title}</h2>
        <ul class="exam-list">
          {items.map((exam) => (
            <ExamRow
              key={exam.id}
              exam={exam}
              busy={starting.isBusy.value}
              onStart={(picked) => void starting.run(picked)}
            />
          ))}
        </ul>
      </section>
    );
  return (
    <Page title={t('exams_title')}>
      {listError.value !== null && (
        <>
          <WayBack />
          <Failure error={listError.value} onRetry={() => void refreshList()} />
        </>
      )}
      {starting.error.value !== null && <Failure error={starting.error.value} />}
      {list === null && listError.value === null && (
        <p role="status" class="centred">
          <Spinner /> {t('loading')}
        </p>
      )}
      {exams.value?.length === 0 && <p class="empty">{t('exams_none')}</p>}
      {list && section(t('exams_now'), list.now)}
      {list && list.now.length === 0 && exams.value!.length > 0 && (
        <p class="empty">{t('exams_nothing_now')}</p>
      )}
      <a class="check-hint" href="#/check">
        <Icon node={MonitorCheck} />
        <span>{t('exams_check_hint')}</span>
      </a>
      {list && section(t('exams_later'), list.later)}
      {list && section(t('exams_over'), list.over)}
      <SupportLine />
      {chosen.value && <BeforeStart exam={chosen.value} onClose={() => (chosen.value = null)} />}
    </Page>
  );
}
