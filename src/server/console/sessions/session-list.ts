import { type Signal, signal as makeSignal } from '@preact/signals';
import type { SessionRow } from '../../../protocol/api.ts';
import type { SessionId } from '../../../protocol/ids.ts';
import { onLive } from '../live.ts';
import { call, type Load } from '../server.ts';
import type { Filters } from '../views.ts';
import { appendRows, matches, replaceRow } from './rows.ts';

export interface SessionList {
  rows: Signal<Load<{ rows: readonly SessionRow[]; hasMore: boolean }>>;
  isLoadingMore: Signal<boolean>;
  /** Sessions that belong into the list but came after it was fetched: shown on request, so nothing jumps. */
  newcomers: Signal<ReadonlySet<SessionId>>;
  reload: () => Promise<void>;
  loadMore: () => Promise<void>;
}

/** The list under one set of filters, kept up to date until `signal` aborts. */
export function openSessionList(filters: Filters, signal: AbortSignal): SessionList {
  const rows: SessionList['rows'] = makeSignal({ state: 'loading' });
  const isLoadingMore = makeSignal(false);
  const newcomers = makeSignal<ReadonlySet<SessionId>>(new Set());
  const query = Object.fromEntries(Object.entries(filters).filter(([, value]) => value)) as Filters;

  onLive((message) => {
    const list = rows.peek();
    if (message.type !== 'row' || list.state !== 'ready') return;
    const { row } = message;
    const updated = replaceRow(list.value.rows, row);
    if (updated !== list.value.rows) {
      rows.value = { state: 'ready', value: { ...list.value, rows: updated } };
    } else if (matches(row, filters)) {
      newcomers.value = new Set([...newcomers.peek(), row.id]);
    }
  }, signal);

  const reload = async () => {
    try {
      const page = await call('consoleSessions', { query }, { signal });
      newcomers.value = new Set();
      rows.value = { state: 'ready', value: { rows: page.sessions, hasMore: page.more } };
    } catch (error) {
      if (!signal.aborted) rows.value = { state: 'failed', error };
    }
  };
  const loadMore = async () => {
    const list = rows.peek();
    const after = list.state === 'ready' ? list.value.rows.at(-1)?.id : undefined;
    if (!after || isLoadingMore.peek()) return;
    isLoadingMore.value = true;
    try {
      const page = await call('consoleSessions', { query: { ...query, after } }, { signal });
      const now = rows.peek();
      if (now.state !== 'ready') return;
      rows.value = {
        state: 'ready',
        value: { rows: appendRows(now.value.rows, page.sessions), hasMore: page.more },
      };
    } finally {
      isLoadingMore.value = false;
    }
  };
  void reload();
  return { rows, isLoadingMore, newcomers, reload, loadMore };
}
