import { RefreshCw } from 'lucide';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Button } from '../../../ui/button.tsx';
import { announce, complain } from '../announce.tsx';
import { Failure } from '../failure.tsx';
import { WriteToAll } from '../room/write-to-all.tsx';
import { reconnects } from '../live.ts';
import { t } from '../texts.ts';
import { type Filters, listPath } from '../views.ts';
import { ExamLinks } from './exam-links.tsx';
import { FilterBar } from './filter-bar.tsx';
import { openSessionList, type SessionList } from './session-list.ts';
import { SessionTable, TableSkeleton } from './session-table.tsx';

export function SessionsPage({ filters }: { filters: Filters }) {
  const key = listPath(filters);
  const [list, setList] = useState<SessionList | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    setList(openSessionList(filters, stop.signal));
    return () => stop.abort();
    // `key` says all of `filters`.
  }, [key]);
  useEffect(() => {
    document.title = `${t('sessions_title')} · Examus`;
  });
  return (
    <main class="sessions">
      <div class="sessions-head">
        <h1>{t('sessions_title')}</h1>
        {filters.examId && <WriteToAll examId={filters.examId} />}
        <div class="newcomers" role="status">
          {list && <Newcomers list={list} />}
        </div>
      </div>
      <FilterBar filters={filters} />
      {filters.examId && <ExamLinks examId={filters.examId} />}
      {list ? <List list={list} isFiltered={key !== '/console/'} /> : <TableSkeleton />}
    </main>
  );
}

function List({ list, isFiltered }: { list: SessionList; isFiltered: boolean }) {
  const shown = list.rows.value;
  const missed = reconnects.value;
  const seen = useRef(missed);
  useEffect(() => {
    if (seen.current !== missed) void list.reload();
    seen.current = missed;
  }, [missed, list]);
  const count = shown.state === 'ready' ? shown.value.rows.length : null;
  useEffect(() => {
    if (count !== null) announce(t('sessions_found', { count }));
  }, [count]);
  const more = useMemo(() => () => void list.loadMore().catch(complain), [list]);

  if (shown.state === 'loading') return <TableSkeleton />;
  if (shown.state === 'failed') return <Failure error={shown.error} onRetry={() => void list.reload()} />;
  return (
    <>
      {shown.value.rows.length === 0 ? (
        <Empty isFiltered={isFiltered} />
      ) : (
        <SessionTable rows={shown.value.rows} />
      )}
      {shown.value.hasMore && (
        <div class="more">
          <Button busy={list.isLoadingMore.value} onClick={more}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Newcomers({ list }: { list: SessionList }) {
  const count = list.newcomers.value.size;
  return count === 0 ? null : (
    <Button look="quiet" icon={RefreshCw} onClick={() => void list.reload()}>
      {t('newcomers', { count })}
    </Button>
  );
}

const Empty = ({ isFiltered }: { isFiltered: boolean }) => (
  <div class="empty">
    <p>{t(isFiltered ? 'empty_filtered' : 'empty_all')}</p>
    {isFiltered && <a href="/console/">{t('filters_reset')}</a>}
  </div>
);
