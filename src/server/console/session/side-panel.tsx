import { useId, useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import { isOver } from '../../../protocol/session.ts';
import { Unread } from '../room/unread.tsx';
import { t } from '../texts.ts';
import { Chat } from './chat.tsx';
import { FindingsList } from './findings-list.tsx';
import type { SessionStore } from './session-store.ts';
import type { Reviewing } from './use-reviewing.ts';

interface Props {
  detail: SessionDetail;
  store: SessionStore;
  startAt: number;
  reviewing: Reviewing;
}

/** Warnings and chat share a place; after the exam the warnings come first, during it the student may be asking. */
export function SidePanel({ detail, store, startAt, reviewing }: Props) {
  const [tab, setTab] = useState<'warnings' | 'chat'>(isOver(detail.phase) ? 'warnings' : 'chat');
  const id = useId();
  const tabs = [
    { key: 'warnings', label: t('column_warnings'), count: detail.warnings.length },
    { key: 'chat', label: t('chat'), count: detail.chat.length },
  ] as const;
  const walk = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const next = tab === 'warnings' ? 'chat' : 'warnings';
    setTab(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <section class="panel side">
      <div class="tabs" role="tablist" onKeyDown={walk}>
        {tabs.map(({ key, label, count }) => (
          <button
            key={key}
            id={`${id}-${key}`}
            type="button"
            role="tab"
            aria-selected={tab === key}
            aria-controls={`${id}-panel`}
            tabIndex={tab === key ? 0 : -1}
            onClick={() => setTab(key)}
          >
            {label} <small>{count}</small>
            {key === 'chat' && <Unread count={detail.unreadCount} />}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} class="tab-panel" role="tabpanel" aria-labelledby={`${id}-${tab}`}>
        {tab === 'warnings' ? (
          <FindingsList reviewing={reviewing} startAt={startAt} />
        ) : (
          <Chat detail={detail} store={store} />
        )}
      </div>
    </section>
  );
}
