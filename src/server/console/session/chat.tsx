import { Send } from 'lucide';
import { useId, useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import type { SessionDetail } from '../../../protocol/api.ts';
import { type MessageId, messageId } from '../../../protocol/ids.ts';
import type { ChatMessage } from '../../../protocol/views.ts';
import type { FeedItem } from '../../../protocol/view-port.ts';
import { Button } from '../../../ui/button.tsx';
import { ChatFeed } from '../../../ui/chat-feed.tsx';
import { pictureUrl, SendPicture } from '../room/chat-picture.tsx';
import { useMarkRead } from '../room/mark-read.ts';
import { QuickReplies } from '../room/quick-replies.tsx';
import { call } from '../server.ts';
import { errorText, t } from '../texts.ts';
import type { SessionStore } from './session-store.ts';

interface Outgoing {
  /** Made once: sent again after a failure it is still the same message for the server. */
  id: MessageId;
  text: string;
  error: unknown;
}

export function Chat({ detail, store }: { detail: SessionDetail; store: SessionStore }) {
  const [outgoing, setOutgoing] = useState<readonly Outgoing[]>([]);
  const note = (message: Outgoing) =>
    setOutgoing((list) => [...list.filter(({ id }) => id !== message.id), message]);
  const send = async (message: Outgoing) => {
    note({ ...message, error: null });
    try {
      const { id, text } = message;
      store.addMessage(await call('proctorChat', { params: { sessionId: detail.id }, body: { id, text } }));
      setOutgoing((list) => list.filter((other) => other.id !== id));
    } catch (error) {
      note({ ...message, error });
    }
  };
  useMarkRead(detail);
  const waiting = outgoing.filter(({ id }) => !detail.chat.some((message) => message.id === id));
  return (
    <div class="chat">
      <ChatFeed
        items={detail.chat.map(itemOf)}
        clockOffsetMs={0}
        texts={feedTexts(detail.studentName)}
        picture={(id) => (
          <a href={pictureUrl(detail.id, id)} target="_blank" rel="noreferrer">
            <img class="feed-picture" src={pictureUrl(detail.id, id)} alt={t('picture')} />
          </a>
        )}
      />
      {waiting.map((message) => (
        <p key={message.id} class="chat-waiting" role="status">
          {message.text} <small>{message.error === null ? t('sending') : errorText(message.error)}</small>
          {message.error !== null && (
            <Button look="quiet" onClick={() => void send(message)}>
              {t('retry')}
            </Button>
          )}
        </p>
      ))}
      {detail.phase === 'closed' ? (
        <p class="quiet fine">{t('chat_over')}</p>
      ) : (
        <Compose
          detail={detail}
          store={store}
          onSend={(text) => void send({ id: v.parse(messageId, crypto.randomUUID()), text, error: null })}
        />
      )}
    </div>
  );
}

const MAX_TEXT = 2000;

interface ComposeProps {
  detail: SessionDetail;
  store: SessionStore;
  onSend: (text: string) => void;
}

function Compose({ detail, store, onSend }: ComposeProps) {
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const id = useId();
  const send = (event: Event) => {
    event.preventDefault();
    if (text.trim() === '') return;
    onSend(text.trim());
    setText('');
  };
  return (
    <>
      <QuickReplies
        detail={detail}
        onPick={(reply) => {
          setText(reply);
          box.current?.focus();
        }}
      />
      <form class="compose" onSubmit={send}>
        <label class="visually-hidden" for={id}>
          {t('chat_write')}
        </label>
        <input
          ref={box}
          id={id}
          value={text}
          maxLength={MAX_TEXT}
          autocomplete="off"
          placeholder={t('chat_write')}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <SendPicture sessionId={detail.id} onSent={store.addMessage} />
        <Button type="submit" icon={Send} aria-label={t('send')} disabled={text.trim() === ''} />
      </form>
    </>
  );
}

const itemOf = ({ id, at, from, text, authorName, hasImage }: ChatMessage): FeedItem => ({
  id,
  at,
  text,
  ...(from === 'student' ? { kind: from, delivered: true } : { kind: from, authorName }),
  ...(hasImage ? { picture: true } : {}),
});

const feedTexts = (studentName: string) => ({
  label: t('chat'),
  empty: t('chat_empty'),
  you: studentName,
  proctor: t('proctor'),
  system: t('system'),
  // Warnings and technical news have their own list here.
  notice: '',
  warning: '',
  sending: '',
  delivered: '',
  over: '',
  lasts: '',
  until: () => '',
  noticeText: () => '',
  warningText: () => '',
});
