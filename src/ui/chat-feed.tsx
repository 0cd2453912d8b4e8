import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { FeedItem, TechnicalNotice } from '../protocol/view-port.ts';
import type { WarningType } from '../protocol/warnings.ts';
import { timeOfDay } from './clock-text.ts';

interface Texts {
  label: string;
  empty: string;
  you: string;
  proctor: string;
  system: string;
  notice: string;
  warning: string;
  sending: string;
  delivered: string;
  over: string;
  lasts: string;
  /** `percent` where the notice tells one. */
  noticeText: (notice: TechnicalNotice, percent?: number) => string;
  warningText: (type: WarningType) => string;
}

interface Props {
  items: readonly FeedItem[];
  /** Server time = Date.now() + this: times are shown by the clock of this computer. */
  clockOffsetMs: number;
  texts: Texts;
  /** Draws the picture of a message that is one. */
  picture?: (id: string) => ComponentChildren;
}

/** People's words in bubbles, warnings and technical news as quiet lines with a mark: never to be mixed up. */
export function ChatFeed({ items, clockOffsetMs, texts, picture }: Props) {
  const feed = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const last = items.at(-1)?.id;
  useEffect(() => {
    // Follows the newest, unless the student scrolled back to read.
    if (isAtEnd.current && feed.current) feed.current.scrollTop = feed.current.scrollHeight;
  }, [last]);
  const watchEnd = () => {
    const box = feed.current;
    if (box) isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 24;
  };
  return (
    <div
      class="feed"
      ref={feed}
      role="log"
      aria-live="polite"
      aria-relevant="additions"
      aria-label={texts.label}
      tabIndex={0}
      onScroll={watchEnd}
    >
      {items.length === 0 && <p class="feed-empty">{texts.empty}</p>}
      {items.map((item) => (
        <Item
          key={item.id}
          item={item}
          time={timeOfDay(item.at - clockOffsetMs)}
          texts={texts}
          picture={picture}
        />
      ))}
    </div>
  );
}

interface ItemProps {
  item: FeedItem;
  time: string;
  texts: Texts;
  picture: Props['picture'];
}

function Item({ item, time, texts, picture }: ItemProps) {
  const content = 'picture' in item && item.picture ? picture?.(item.id) : 'text' in item && item.text;
  switch (item.kind) {
    case 'student':
      return (
        <Bubble kind="student" author={texts.you} time={time} content={content}>
          <span class={item.delivered ? 'feed-delivered' : 'feed-sending'}>
            {item.delivered ? texts.delivered : texts.sending}
          </span>
        </Bubble>
      );
    case 'proctor':
    case 'system':
      return (
        <Bubble
          kind={item.kind}
          author={[texts[item.kind], item.authorName !== texts[item.kind] && item.authorName]
            .filter(Boolean)
            .join(' · ')}
          time={time}
          content={content}
        />
      );
    case 'warning':
      return (
        <Line
          kind={item.technical ? 'technical' : 'warning'}
          mark={item.technical ? 'i' : '!'}
          sort={item.technical ? texts.notice : texts.warning}
          time={time}
        >
          {texts.warningText(item.warning)}
          {item.endAt === null && <small> · {texts.lasts}</small>}
          {item.why && <small class="feed-why">{item.why}</small>}
        </Line>
      );
    case 'technical':
      return (
        <Line kind="technical" mark="i" sort={texts.notice} time={time}>
          {texts.noticeText(item.notice, item.percent)}
          {item.over && isFault(item.notice) && <small> · {texts.over}</small>}
        </Line>
      );
  }
}

/** Faults pass; news (the recording began, five minutes left) has nothing to pass. */
const isFault = (notice: TechnicalNotice): boolean => /_lost$|_unavailable$|^offline$|^disk_/.test(notice);

interface BubbleProps {
  kind: 'student' | 'proctor' | 'system';
  author: string;
  time: string;
  content: ComponentChildren;
  children?: ComponentChildren;
}
const Bubble = ({ kind, author, time, content, children }: BubbleProps) => (
  <div class={`feed-bubble feed-${kind}`}>
    <div class="feed-head">
      <b>{author}</b> <time>{time}</time> {children}
    </div>
    <div class="feed-text">{content}</div>
  </div>
);

interface LineProps {
  kind: 'warning' | 'technical';
  mark: string;
  sort: string;
  time: string;
  children: ComponentChildren;
}
const Line = ({ kind, mark, sort, time, children }: LineProps) => (
  <div class={`feed-line feed-${kind}`}>
    <span class="feed-mark" role="img" aria-label={sort} title={sort}>
      {mark}
    </span>
    <span>
      {children} <time>{time}</time>
    </span>
  </div>
);
