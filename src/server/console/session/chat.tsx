import { Send, X } from 'lucide';
import { useId, useRef } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import type { ChatMessage } from '../../../protocol/views.ts';
import type { FeedItem } from '../../../protocol/view-port.ts';
import { Button } from '../../../ui/button.tsx';
import { ChatFeed } from '../../../ui/chat-feed.tsx';
import { pictureUrl, SendPicture } from '../room/chat-picture.tsx';
import { useMarkRead } from '../room/mark-read.ts';
import type { Outbox, Outgoing, Words } from '../room/outbox.ts';
import { QuickReplies, stageOf } from '../room/quick-replies.tsx';
import { reading } from '../reading.ts';
import { errorText, t } from '../texts.ts';
import type { SessionStore } from './session-store.ts';

export function Chat({ detail, store }: { detail: SessionDetail; store: SessionStore }) {
  const { outbox } = store;
  useMarkRead(detail);
  const waiting = outbox.waiting.value.filter(({ id }) => !detail.chat.some((message) => message.id === id));
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
      {waiting.map((outgoing) => (
        <Waiting key={outgoing.id} outgoing={outgoing} outbox={outbox} />
      ))}
      {reading.value !== null ? null : detail.phase === 'closed' ? (
        <p class="quiet fine">{t('chat_over')}</p>
      ) : (
        <Compose detail={detail} outbox={outbox} />
      )}
    </div>
  );
}

/** Said, and not yet with the server. */
function Waiting({ outgoing: { id, words, refusal }, outbox }: { outgoing: Outgoing; outbox: Outbox }) {
  return (
    <p class="chat-waiting" role="status">
      {wordsOf(words)} <small>{refusal === null ? t('sending') : errorText(refusal)}</small>
      {refusal !== null && (
        <>
          <Button look="quiet" onClick={() => outbox.retry(id)}>
            {t('retry')}
          </Button>
          <Button look="quiet" icon={X} aria-label={t('chat_drop')} onClick={() => outbox.drop(id)} />
        </>
      )}
    </p>
  );
}

function wordsOf(words: Words): string {
  switch (words.kind) {
    case 'text':
      return words.text;
    case 'picture':
      return t('picture');
    case 'warning':
      return t('forward_sending', { label: t(`warning_${words.type}`) });
  }
}

const MAX_TEXT = 2000;

function Compose({ detail, outbox }: { detail: SessionDetail; outbox: Outbox }) {
  const box = useRef<HTMLInputElement>(null);
  const text = outbox.draft.value;
  const id = useId();
  const send = (event: Event) => {
    event.preventDefault();
    if (text.trim() === '') return;
    outbox.send({ kind: 'text', text: text.trim() });
    outbox.draft.value = '';
  };
  return (
    <>
      <QuickReplies
        stage={stageOf(detail.phase)}
        language={detail.consent?.language ?? 'ru'}
        onPick={(reply) => {
          outbox.draft.value = reply;
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
          onInput={(event) => (outbox.draft.value = event.currentTarget.value)}
        />
        <SendPicture onPick={(file) => outbox.send({ kind: 'picture', file })} />
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
