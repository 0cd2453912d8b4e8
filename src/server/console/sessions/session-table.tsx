import { TriangleAlert } from 'lucide';
import { useState } from 'preact/hooks';
import type { SessionRow } from '../../../protocol/api.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { announce, complain } from '../announce.tsx';
import { formatDateTime, formatDuration } from '../format.ts';
import { useNow } from '../now.ts';
import { Unread } from '../room/unread.tsx';
import { call } from '../server.ts';
import { PhaseBadge, VerdictBadge } from '../state-badges.tsx';
import { language, t } from '../texts.ts';
import { sessionPath } from '../views.ts';
import { lengthOf } from './rows.ts';

export function SessionTable({ rows }: { rows: readonly SessionRow[] }) {
  return (
    <div class="table-frame">
      <table class="table">
        <Head />
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Head = () => (
  <thead>
    <tr>
      <th scope="col">{t('column_student')}</th>
      <th scope="col">{t('column_exam')}</th>
      <th scope="col">{t('column_state')}</th>
      <th scope="col">{t('column_start')}</th>
      <th scope="col" class="number">
        {t('column_duration')}
      </th>
      <th scope="col" class="number">
        {t('column_warnings')}
      </th>
      <th scope="col">{t('column_verdict')}</th>
    </tr>
  </thead>
);

function Row({ row }: { row: SessionRow }) {
  return (
    <tr class={row.phase === 'awaiting_admission' ? 'row-waiting' : undefined}>
      <th scope="row">
        {/* The link covers its row, so that the whole row can be clicked and one Tab reaches it. */}
        <a class="row-link" href={sessionPath(row.id)}>
          {row.studentName}
        </a>{' '}
        <Unread count={row.unreadCount} />
      </th>
      <td>
        <span class="exam-name" title={row.examName}>
          {row.examName}
        </span>
      </td>
      <td>
        <span class="state-cell">
          <PhaseBadge row={row} />
          {row.phase === 'awaiting_admission' &&
            (row.hasPhotos ? <LookLink row={row} /> : <AdmitButton row={row} />)}
        </span>
      </td>
      <td class="moment">{row.startedAt === null ? '—' : formatDateTime(row.startedAt, language.value)}</td>
      <td class="number">
        <Length row={row} />
      </td>
      <td class="number">
        {row.warningCount > 0 ? (
          <span class="warning-count">
            <Icon node={TriangleAlert} size={15} /> {row.warningCount}
          </span>
        ) : (
          <span class="quiet">0</span>
        )}
      </td>
      <td>
        {row.review.state === 'pending' && row.endedAt === null ? (
          '—'
        ) : (
          <span class="state-cell">
            <VerdictBadge review={row.review} />
          </span>
        )}
      </td>
    </tr>
  );
}

function Length({ row }: { row: SessionRow }) {
  const now = useNow(row.startedAt !== null && row.endedAt === null);
  const length = lengthOf(row, now);
  return <>{length === null ? '—' : formatDuration(length)}</>;
}

/** With photos to compare, nobody is let in from a line of text. */
const LookLink = ({ row }: { row: SessionRow }) => (
  <a
    class="button button-primary"
    href={sessionPath(row.id)}
    aria-label={t('admit_look_name', { name: row.studentName })}
  >
    {t('admit_look')}
  </a>
);

function AdmitButton({ row }: { row: SessionRow }) {
  const [isBusy, setBusy] = useState(false);
  const admit = async () => {
    setBusy(true);
    try {
      await call('admit', { params: { sessionId: row.id }, body: { decision: 'admit' } });
      announce(t('admitted_said', { name: row.studentName }));
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      look="primary"
      busy={isBusy}
      aria-label={t('admit_name', { name: row.studentName })}
      onClick={() => void admit()}
    >
      {t('admit')}
    </Button>
  );
}

export const TableSkeleton = () => (
  <div class="table-frame" role="status" aria-label={t('loading')}>
    {Array.from({ length: 8 }, (_, index) => (
      <div key={index} class="skeleton skeleton-row" />
    ))}
  </div>
);
