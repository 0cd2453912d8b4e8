import { type Signal, signal as makeSignal } from '@preact/signals';
import type { SessionDetail } from '../../../protocol/api.ts';
import type { SessionId } from '../../../protocol/ids.ts';
import { onLive, watchSession } from '../live.ts';
import type { Outbox } from '../room/outbox.ts';
import { outboxOf } from '../room/outboxes.ts';
import { call, type Load } from '../server.ts';
import { isNews, withJudged, withMessage, withRow, withSaid, withWarning } from './merge.ts';

export interface SessionStore {
  detail: Signal<Load<SessionDetail>>;
  reload: () => Promise<void>;
  /** Takes the newer state that an act was answered with. */
  accept: (detail: SessionDetail) => void;
  /** What is being said to the student. */
  outbox: Outbox;
}

/** One session, kept up to date until `signal` aborts. */
export function openSession(id: SessionId, signal: AbortSignal): SessionStore {
  const detail: Signal<Load<SessionDetail>> = makeSignal({ state: 'loading' });
  let asked = 0;

  const accept = (value: SessionDetail) => {
    detail.value = { state: 'ready', value };
  };
  const change = (by: (value: SessionDetail) => SessionDetail) => {
    const now = detail.peek();
    if (now.state === 'ready') accept(by(now.value));
  };
  const reload = async () => {
    const question = (asked += 1);
    try {
      const value = await call('consoleSession', { params: { sessionId: id } }, { signal });
      // An older answer never replaces a newer one.
      if (question === asked) accept(value);
    } catch (error) {
      if (!signal.aborted && detail.peek().state !== 'ready') detail.value = { state: 'failed', error };
    }
  };

  onLive((message) => {
    if (message.type === 'chat' && message.sessionId === id) {
      change((value) => withMessage(value, message.message));
    }
    if (message.type === 'warning' && message.sessionId === id) {
      change((value) => withWarning(value, message.warning));
    }
    if (message.type === 'judged' && message.sessionId === id) {
      change((value) => withJudged(value, message.judged));
    }
    if (message.type === 'row' && message.row.id === id) {
      const now = detail.peek();
      const hasNews = now.state !== 'ready' || isNews(now.value, message.row);
      change((value) => withRow(value, message.row));
      if (hasNews) void reload();
    }
  }, signal);
  const outbox = outboxOf(id);
  outbox.onStored((message, words) => change((value) => withSaid(value, message, words)), signal);
  watchSession(id, signal);
  void reload();
  return { detail, reload, accept, outbox };
}
