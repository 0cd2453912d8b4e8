import { LOAD_HEADER } from '../../protocol/api.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { SegmentFacts } from '../../protocol/recording.ts';
import type { SessionView } from '../../protocol/views.ts';
import type { ApiOptions } from '../../shared/call-route.ts';
import { Bell } from '../bell.ts';
import type { Journal } from '../journal/journal.ts';
import { pieceName, segmentOf } from '../journal/pending.ts';
import { type Delivery, deliveryOf } from './delivery-of.ts';
import { DeliverySender } from './delivery-sender.ts';
import { EntrySender } from './entry-sender.ts';
import { Pace } from './pace.ts';
import { PieceSender } from './piece-sender.ts';
import { RoutePause } from './route-pause.ts';

export interface UploadTarget {
  sessionId: string;
  /** Asked anew for every call: the token may be renewed. */
  api: () => ApiOptions;
}
export interface UploadOptions {
  journal: Journal;
  target: UploadTarget;
  signal: AbortSignal;
  /** The session as it is after entries were applied. */
  onSession: (session: SessionView) => void;
  /** The student works: a backlog goes up slowly, one piece at a time. */
  isPaced?: () => boolean;
  /** So many bytes of recordings went up. */
  onSent?: (bytes: number) => void;
  /** The server knows neither token nor session any more. */
  onDenied?: (code: ErrorCode) => void;
}

const LANES = 3;

/** The server knows token or session no more. */
export const denials: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'not_signed_in',
  'token_expired',
  'forbidden',
  'not_found',
]);

/**
 * Drains a journal to the server: bytes by several lanes in the order they were recorded, entries in order by one.
 * Never gives up; whatever is not acknowledged stays in the journal.
 */
export class Uploader {
  readonly #options: UploadOptions;
  readonly #journal: Journal;
  readonly #signal: AbortSignal;
  readonly #pieces: PieceSender;
  readonly #entries: EntrySender;
  readonly #deliveries: DeliverySender;
  readonly #pace = new Pace();
  readonly #work = new Bell();
  readonly #retry = new Bell();
  readonly #inFlight = new Map<string, SegmentFacts>();
  /** Piece by piece and entry by entry: until nothing waits any more, or for good. */
  #singly: 'no' | 'now' | 'always' = 'no';
  /** One lane's failure is a pause for all lanes, but not for the entries: pieces may be refused for want of room. */
  readonly #ofPieces = new RoutePause();
  readonly #ofEntries = new RoutePause();

  constructor(options: UploadOptions) {
    const { journal, target, onSession, onSent = () => undefined } = (this.#options = options);
    this.#journal = journal;
    this.#signal = options.signal;
    const call = () => ({
      signal: this.#signal,
      onHeaders: (headers: Headers) => this.#pace.hearLoad(headers.get(LOAD_HEADER)),
    });
    this.#pieces = new PieceSender({ journal, target, call, onSent });
    this.#entries = new EntrySender({ journal, target, call, onSession });
    this.#deliveries = new DeliverySender({ journal, target, call, onSession, onSent });
  }

  start(): void {
    globalThis.addEventListener?.('online', () => this.retryNow(), { signal: this.#signal });
    for (let lane = 0; lane < LANES; lane++) void this.#run(this.#ofPieces, () => this.#nextPiece());
    void this.#run(this.#ofEntries, () => this.#nextEntries());
  }

  /** There may be something to send. */
  wake(): void {
    this.#work.ring();
  }

  /** The line is back, or the token is new: no need to sit out the pause. What the server asked for is kept. */
  retryNow(): void {
    this.#ofPieces.lift();
    this.#ofEntries.lift();
    this.#retry.ring();
    this.#work.ring();
  }

  /** More pieces wait than recording makes in a while. */
  get isBacklogged(): boolean {
    return this.#pace.isBacklog(this.#waiting().length);
  }

  async #run(pause: RoutePause, next: () => Job | number | null): Promise<void> {
    while (!this.#signal.aborted) {
      const pauseMs = pause.waitMs(performance.now());
      if (pauseMs > 0) {
        await this.#retry.heard(this.#signal, pauseMs);
        continue;
      }
      // Looked for and, when there is none, waited for in the same tick: no ring can fall between.
      const job = next();
      if (typeof job !== 'function') {
        await this.#work.heard(this.#signal, job ?? undefined);
        continue;
      }
      try {
        await job();
        pause.succeeded();
      } catch (error) {
        if (error instanceof ExamusError && denials.has(error.code)) this.#options.onDenied?.(error.code);
        pause.failed(performance.now(), error);
      }
    }
  }

  #waiting(): SegmentFacts[] {
    return [...this.#journal.pending.values()].flatMap(({ entry, stored }) =>
      stored ? [] : (segmentOf(entry) ?? []),
    );
  }

  /** A piece to send, or how long to wait for the next one, or null when there is none. */
  #nextPiece(): Job | number | null {
    const waiting = this.#waiting();
    const isPaced = this.#options.isPaced?.() ?? false;
    const isCatchingUp = isPaced && this.#pace.isBacklog(waiting.length);
    if (isPaced && this.#inFlight.size > 0) return null;
    if (waiting.length === 0 && this.#singly === 'now') this.#singly = 'no';
    if (isPaced && !isCatchingUp && this.#singly === 'no') {
      const delivery = deliveryOf([...this.#journal.pending.values()]);
      if (delivery) return this.#nextDelivery(delivery);
    }
    const free = waiting.filter(
      (segment) => !this.#inFlight.has(pieceName(segment)) && !this.#isBegunBy(segment),
    );
    const asideMs = (segment: SegmentFacts) => this.#pieces.asideMs(segment, performance.now());
    const segment = free.find((segment) => asideMs(segment) <= 0);
    if (!segment) return free.length === 0 ? null : Math.min(...free.map(asideMs));
    const waitMs = this.#pace.waitMs(performance.now());
    if (waitMs > 0) return waitMs;
    this.#pace.sent(performance.now(), segment.durationMs, isCatchingUp);
    return () => this.#sendPiece(segment);
  }

  /** Everything at once, in the recordings' own beat. */
  #nextDelivery(delivery: Delivery): Job | number {
    const waitMs = this.#pace.waitMs(performance.now());
    if (waitMs > 0) return waitMs;
    this.#pace.delivered(performance.now(), delivery.segments.length);
    return () => this.#deliver(delivery);
  }

  async #deliver(delivery: Delivery): Promise<void> {
    for (const segment of delivery.segments) this.#inFlight.set(pieceName(segment), segment);
    try {
      const why = await this.#deliveries.send(delivery);
      if (why === null) return;
      this.#pace.sent(performance.now(), 0, false);
      this.#singly = why === 'too_large' ? 'always' : 'now';
    } finally {
      for (const segment of delivery.segments) this.#inFlight.delete(pieceName(segment));
      this.#work.ring();
    }
  }

  /** What makes an epoch playable goes alone: under its name it shows whether the epoch's number is free. */
  #isBegunBy({ kind, epoch }: SegmentFacts): boolean {
    return [...this.#inFlight.values()].some(
      (other) => other.seq === 0 && other.kind === kind && other.epoch === epoch,
    );
  }

  async #sendPiece(segment: SegmentFacts): Promise<void> {
    const name = pieceName(segment);
    this.#inFlight.set(name, segment);
    try {
      await this.#pieces.send(segment);
    } finally {
      this.#inFlight.delete(name);
      this.#work.ring();
    }
  }

  #nextEntries(): Job | null {
    const entries = this.#entries.next();
    return entries.length === 0 ? null : () => this.#entries.send(entries);
  }
}

type Job = () => Promise<void>;
