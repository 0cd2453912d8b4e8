import { useSignal } from '@preact/signals';
import { Send } from 'lucide';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ChatFeed } from '../../../ui/chat-feed.tsx';
import { Field } from '../../../ui/field.tsx';
import { tell, view } from '../state/exam-view.ts';
import { t } from '../texts.ts';

/** Words with the proctor before the panel is there. Warnings and faults have no place yet: nothing is watched. */
export function WaitingChat() {
  const text = useSignal('');
  const items = (view.value?.feed ?? []).filter(({ kind }) => kind !== 'warning' && kind !== 'technical');
  const send = (event: Event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (words === '') return;
    tell({ type: 'chat', id: crypto.randomUUID(), text: words });
    text.value = '';
  };
  return (
    <Card title={t('chat_title')}>
      <ChatFeed
        items={items}
        clockOffsetMs={view.value?.clockOffsetMs ?? 0}
        texts={{
          label: t('chat_title'),
          empty: t('chat_empty'),
          you: t('chat_you'),
          proctor: t('chat_proctor'),
          system: t('chat_system'),
          notice: t('chat_notice'),
          warning: t('chat_warning'),
          sending: t('chat_sending'),
          delivered: t('chat_delivered'),
          over: t('chat_over'),
          lasts: t('chat_lasts'),
          noticeText: () => '',
          warningText: (type) => t(`warning_${type}`),
        }}
      />
      <form class="chat-form" onSubmit={send}>
        <Field
          label={t('chat_message')}
          maxLength={2000}
          autocomplete="off"
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
        <Button type="submit" icon={Send}>
          {t('send')}
        </Button>
      </form>
    </Card>
  );
}
