import { Hand } from 'lucide';
import type { ExamView } from '../../protocol/view-port.ts';
import { ChatFeed } from '../../ui/chat-feed.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { PanelTexts } from '../texts.ts';
import { Late } from '../late/late.tsx';
import { Composer } from './composer.tsx';
import type { PanelSource, PanelState } from './source.ts';

interface Props {
  link: PanelState['link'];
  view: ExamView;
  source: PanelSource;
  t: PanelTexts;
}

export function Conversation({ link, view, source, t }: Props) {
  const hasProctor = view.session.mode !== 'auto';
  const isCalled = view.feed.some(
    (item) => item.kind === 'technical' && item.notice === 'proctor_called' && !item.over,
  );
  return (
    <div class="conversation">
      <div class="conversation-head">
        <h3>{t('chat')}</h3>
        {hasProctor && (
          <button
            type="button"
            class="button button-quiet call"
            disabled={isCalled || link !== 'live'}
            onClick={() => source.send({ type: 'call-proctor' })}
          >
            <Icon node={Hand} size={16} />
            {t(isCalled ? 'call_sent' : 'call_proctor')}
          </button>
        )}
      </div>
      <ChatFeed
        items={view.feed}
        clockOffsetMs={view.clockOffsetMs}
        texts={{
          label: t('feed'),
          empty: t(hasProctor ? 'feed_empty' : 'feed_empty_quiet'),
          you: t('you'),
          proctor: t('proctor'),
          system: t('system'),
          notice: t('notice'),
          warning: t('warning'),
          sending: t('sending'),
          delivered: t('delivered'),
          over: t('over'),
          lasts: t('lasts'),
          noticeText: (notice, percent = 0) => t(`notice_${notice}`, { percent }),
          warningText: (type) => t(`warning_${type}`),
        }}
        picture={(id) => <Late part="picture" {...{ id, source, t }} />}
      />
      {hasProctor ? (
        <Composer source={source} isLive={link === 'live'} t={t} />
      ) : (
        <div class="without-proctor">
          {t('without_proctor')}{' '}
          <Late part="support" {...{ support: view.session.support, t }}>
            {view.session.support.email}
          </Late>
        </div>
      )}
    </div>
  );
}
