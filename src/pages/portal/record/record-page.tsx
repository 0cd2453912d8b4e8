import type { OwnRecord } from '../../../protocol/api/review.ts';
import type { SessionId } from '../../../protocol/ids.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { Failure } from '../shell/failure.tsx';
import { Page } from '../shell/page.tsx';
import { SupportLine } from '../shell/support-line.tsx';
import { useFetched } from '../shell/use-fetched.ts';
import { ask } from '../state/server.ts';
import { t } from '../texts.ts';
import { OwnTimeLine } from './own-time-line.tsx';
import { WriteRemark } from './write-remark.tsx';

/** A finished exam as it stands: what was noticed, in words, what was decided, and a place to answer. */
export function RecordPage({ sessionId }: { sessionId: string }) {
  const params = { sessionId: sessionId as SessionId };
  const {
    value: record,
    error,
    load,
  } = useFetched((options) => ask('ownRecord', { params }, options), sessionId);
  const shown = record.value;
  return (
    <Page title={shown?.examName ?? t('record_title')} lead={shown?.courseName}>
      <p>
        <a href="#/exams">{t('record_back')}</a>
      </p>
      {error.value !== null && <Failure error={error.value} onRetry={() => void load()} />}
      {!shown && error.value === null && (
        <p class="centred" role="status">
          <Spinner /> {t('loading')}
        </p>
      )}
      {shown && (
        <div class="stack record">
          <Verdict record={shown} />
          <OwnTimeLine record={shown} />
          {!shown.trial && <WriteRemark record={shown} onWritten={(next) => (record.value = next)} />}
          <SupportLine />
        </div>
      )}
    </Page>
  );
}

const kinds = { pending: 'info', accepted: 'good', rejected: 'bad', unknown: 'info' } as const;

function Verdict({ record: { review, trial } }: { record: OwnRecord }) {
  if (trial) return <Notice kind="info" title={t('record_trial')} />;
  const title =
    review.state === 'pending' && review.appealed
      ? t('record_appealed')
      : t(`record_verdict_${review.state}`);
  return (
    <Notice kind={kinds[review.state]} live title={title}>
      {review.comment && (
        <>
          {t('verdict_comment')} {review.comment}
        </>
      )}
    </Notice>
  );
}
