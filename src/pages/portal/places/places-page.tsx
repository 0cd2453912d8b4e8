import { useEffect } from 'preact/hooks';
import type { CalendarView } from '../../../protocol/api/calendar.ts';
import { ExamusError } from '../../../protocol/errors.ts';
import type { ExamId } from '../../../protocol/ids.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { exams, refreshList } from '../exams/exam-list.ts';
import { Failure } from '../shell/failure.tsx';
import { Page } from '../shell/page.tsx';
import { SupportLine } from '../shell/support-line.tsx';
import { useAction } from '../shell/use-action.ts';
import { useFetched } from '../shell/use-fetched.ts';
import { ask } from '../state/server.ts';
import { hasText, t } from '../texts.ts';
import { ChooseTime } from './choose-time.tsx';
import { OwnPlace } from './own-place.tsx';

/** An exam with a calendar before its day: the student's place, and those that are free. */
export function PlacesPage({ examId }: { examId: string }) {
  const params = { examId: examId as ExamId };
  const {
    value: calendar,
    error,
    load,
  } = useFetched((options) => ask('examCalendar', { params }, options), examId);
  useEffect(() => {
    if (exams.value === null) void refreshList();
  }, [examId]);
  const changing = useAction(async (change: () => Promise<CalendarView>) => {
    try {
      calendar.value = await change();
    } catch (cause) {
      // What can be chosen has changed meanwhile: shown with the reason.
      if (cause instanceof ExamusError && cause.code === 'conflict') await load();
      throw cause;
    } finally {
      void refreshList();
    }
  });
  const shown = calendar.value;
  const exam = exams.value?.find(({ id }) => id === examId);
  const booking = shown?.booking ?? null;
  const canChange = booking === null || shown!.now <= booking.cancelBy;
  return (
    <Page title={t('places_title')} lead={exam?.name}>
      <p>
        <a href="#/exams">{t('places_back')}</a>
      </p>
      {error.value !== null && <Failure error={error.value} onRetry={() => void load()} />}
      {!shown && error.value === null && (
        <p class="centred" role="status">
          <Spinner /> {t('loading')}
        </p>
      )}
      {changing.error.value !== null && <Refusal error={changing.error.value} />}
      {booking && (
        <OwnPlace
          booking={booking}
          canChange={canChange}
          busy={changing.isBusy.value}
          onCancel={() => void changing.run(() => ask('cancelPlace', { params }))}
        />
      )}
      {shown && !booking && exam?.state === 'missed' && <Notice>{t('places_missed')}</Notice>}
      {shown && canChange && (booking || exam?.state !== 'missed') && (
        <ChooseTime
          calendar={shown}
          busy={changing.isBusy.value}
          onTake={(startsAt) => void changing.run(() => ask('bookPlace', { params, body: { startsAt } }))}
        />
      )}
      <SupportLine />
    </Page>
  );
}

/** Why a place could not be taken or given back, in the student's words. */
function Refusal({ error }: { error: unknown }) {
  const reason =
    error instanceof ExamusError ? (Object(error.details) as { reason?: unknown }).reason : undefined;
  const key = `places_refused_${String(reason)}`;
  return hasText(key) ? (
    <Notice kind="warning" live>
      {t(key)}
    </Notice>
  ) : (
    <Failure error={error} />
  );
}
