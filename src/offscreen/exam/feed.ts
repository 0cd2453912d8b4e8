import type { FeedItem, TechnicalNotice } from '../../protocol/view-port.ts';
import type { ChatMessage, Language, SessionView } from '../../protocol/views.ts';
import { isTechnical, type Warning, type WarningType } from '../../protocol/warnings.ts';
import { warningWords } from './warning-words.ts';

/** The panel has a notice of its own for these, with what to do. */
const noticed: readonly WarningType[] = [
  'camera_no_device_connected',
  'mic_no_device_connected',
  'desktop_request_pending',
];

const RARELY_MS = 10 * 60_000;

/** What stands in the student's chat feed: messages both ways, visible warnings, news and faults. */
export class Feed {
  readonly #items = new Map<string, FeedItem>();
  readonly #warnings = new Map<string, Warning>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Oldest first. */
  get items(): FeedItem[] {
    return [...this.#items.values()].sort((a, b) => a.at - b.at);
  }

  /** As the student reads it: warnings with what was seen, in words. */
  itemsIn(language: Language): FeedItem[] {
    return this.items.map((item) => {
      const warning = this.#warnings.get(item.id);
      const why = warning && warningWords(warning, language);
      return why ? { ...item, why } : item;
    });
  }

  /** Written here and on its way. */
  write(id: string, text: string, at: number): void {
    if (!this.#items.has(id)) this.#put({ id, at, kind: 'student', text, delivered: false });
  }

  writePicture(id: string, at: number): void {
    this.#put({ id, at, kind: 'student', text: '', delivered: false, picture: true });
  }

  remove(id: string): void {
    if (this.#items.delete(id)) this.#onChange();
  }

  delivered(id: string): void {
    const item = this.#items.get(id);
    if (item?.kind === 'student' && !item.delivered) this.#put({ ...item, delivered: true });
  }

  /** From the server, one's own words too. */
  receive({ id, at, from, text, authorName, hasImage }: ChatMessage): void {
    this.#put({
      id,
      at,
      text,
      ...(from === 'student' ? { kind: from, delivered: true } : { kind: from, authorName }),
      ...(hasImage ? { picture: true } : {}),
    });
  }

  warn(warning: Warning, session: Pick<SessionView, 'visibleWarnings'>): void {
    const shown: Partial<Record<string, boolean>> = session.visibleWarnings;
    const { id, startAt, type, endAt } = warning;
    if (shown[type] === false || noticed.includes(type)) return;
    this.#warnings.set(id, warning);
    const technical = isTechnical(type) ? { technical: true as const } : {};
    this.#put({ id, at: startAt, kind: 'warning', warning: type, endAt, ...technical });
  }

  /** From the server. Of what was seen since the start more is known here. */
  recall(warning: Warning, session: Pick<SessionView, 'visibleWarnings'>): void {
    if (!this.#warnings.has(warning.id)) this.warn(warning, session);
  }

  /** A fault or news; the same notice again after it was over is a new line. */
  notice(notice: TechnicalNotice, at: number, over = false, percent?: number): void {
    if (this.#lasting(notice)) return;
    const named = percent === undefined ? {} : { percent };
    this.#put({ id: `${notice}-${at}`, at, kind: 'technical', notice, over, ...named });
  }

  /** News that may come many times in a row: said once in a while. */
  noticeRarely(notice: TechnicalNotice, at: number): void {
    const isFresh = this.items.some(
      (item) => item.kind === 'technical' && item.notice === notice && at - item.at < RARELY_MS,
    );
    if (!isFresh) this.notice(notice, at, true);
  }

  noticeOver(notice: TechnicalNotice): void {
    const item = this.#lasting(notice);
    if (item) this.#put({ ...item, over: true });
  }

  #lasting(notice: TechnicalNotice) {
    return [...this.#items.values()].find(
      (item) => item.kind === 'technical' && item.notice === notice && !item.over,
    ) as Extract<FeedItem, { kind: 'technical' }> | undefined;
  }

  #put(item: FeedItem): void {
    this.#items.set(item.id, item);
    this.#onChange();
  }
}
