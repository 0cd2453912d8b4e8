import { bytesHeaders, LOAD_HEADER } from '../../protocol/api.ts';
import type { DeliveredPiece } from '../../protocol/delivery.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { SegmentFacts } from '../../protocol/recording.ts';
import type { SessionView } from '../../protocol/views.ts';
import { api, type ApiOptions } from '../../shared/api-client.ts';
import { backoffMs } from '../backoff.ts';
import { Bell } from '../bell.ts';
import type { Journal } from '../journal/journal.ts';
import { type Pending, pieceName, segmentOf } from '../journal/pending.ts';
import { type Delivery, deliveryOf } from './delivery-of.ts';
import { packDelivery } from './pack-delivery.ts';
import { Pace } from './pace.ts';

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
const BATCH = 200;
/** The server takes a megabyte of JSON. */
const BATCH_CHARS = 400_000;
/** After an outage the facts go ahead of the bytes: the server then knows at once that capture ran on. */
const BACKLOG_ENTRIES = 12;
/** A segment of 16 MiB at 1 Mbit/s takes 134 s. */
const PIECE_TIMEOUT_MS = 180_000;

/** Refusals that no repetition mends. `wrong_phase`: the server is done with the session. */
const final: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'too_large',
  'conflict',
  'wrong_hash',
  'bad_request',
  'unsupported_media',
  'wrong_phase',
]);
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
  readonly #pace = new Pace();
  readonly #work = new Bell();
  readonly #retry = new Bell();
  readonly #inFlight = new Set<string>();
  /** Piece by piece and entry by entry: until nothing waits any more, or for good. */
  #singly: 'no' | 'now' | 'always' = 'no';
  #failures = 0;
  /** `performance.now()` before which nothing is sent: one lane's failure is a pause for all. */
  #pausedUntil = 0;

  constructor(options: UploadOptions) {
    this.#options = options;
    this.#journal = options.journal;
    this.#signal = options.signal;
  }

  start(): void {
    globalThis.addEventListener?.('online', () => this.retryNow(), { signal: this.#signal });
    for (let lane = 0; lane < LANES; lane++) void this.#run(() => this.#nextPiece());
    void this.#run(() => this.#nextEntries());
  }

  /** There may be something to send. */
  wake(): void {
    this.#work.ring();
  }

  /** The line is back, or the token is new: no need to sit out the pause. */
  retryNow(): void {
    this.#failures = 0;
    this.#pausedUntil = 0;
    this.#retry.ring();
    this.#work.ring();
  }

  /** More pieces wait than recording makes in a while. */
  get isBacklogged(): boolean {
    return this.#pace.isBacklog([...this.#journal.pending.values()].filter(({ stored }) => !stored).length);
  }

  async #run(next: () => Job | number | null): Promise<void> {
    while (!this.#signal.aborted) {
      const pauseMs = this.#pausedUntil - performance.now();
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
        this.#failures = 0;
      } catch (error) {
        if (error instanceof ExamusError && denials.has(error.code)) this.#options.onDenied?.(error.code);
        // Lanes that fail together are one failure.
        if (performance.now() < this.#pausedUntil) continue;
        this.#pausedUntil = performance.now() + backoffMs(this.#failures++, error);
      }
    }
  }

  get #call() {
    return {
      signal: this.#signal,
      onHeaders: (headers: Headers) => this.#pace.hearLoad(headers.get(LOAD_HEADER)),
    };
  }

  /** A piece to send, or how long to wait for the next one, or null when there is none. */
  #nextPiece(): Job | number | null {
    const waiting = [...this.#journal.pending.values()].filter(({ stored }) => !stored);
    const isPaced = this.#options.isPaced?.() ?? false;
    const isCatchingUp = isPaced && this.#pace.isBacklog(waiting.length);
    if (isPaced && this.#inFlight.size > 0) return null;
    if (waiting.length === 0 && this.#singly === 'now') this.#singly = 'no';
    if (isPaced && !isCatchingUp && this.#singly === 'no') {
      const delivery = deliveryOf([...this.#journal.pending.values()]);
      if (delivery) return this.#nextDelivery(delivery);
    }
    const segment = waiting
      .map(({ entry }) => segmentOf(entry))
      .find((segment) => segment && !this.#inFlight.has(pieceName(segment)));
    if (!segment) return null;
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
    return () => this.#sendDelivery(delivery);
  }

  async #sendDelivery({ entries, segments }: Delivery): Promise<void> {
    const names = segments.map(pieceName);
    for (const name of names) this.#inFlight.add(name);
    try {
      const pieces: DeliveredPiece[] = [];
      const bytes: ArrayBuffer[] = [];
      for (const segment of segments) {
        const piece = await this.#journal.bytesOf(pieceName(segment));
        if (!piece) continue;
        pieces.push({ ...segment, ...(piece.isSealed ? { sealed: true } : {}) });
        bytes.push(piece.bytes);
      }
      if (pieces.length < segments.length) return void (this.#singly = 'now');
      const body = await packDelivery({ entries, pieces }, bytes);
      const { target, onSession, onSent } = this.#options;
      const params = { sessionId: target.sessionId as never };
      const options = { ...this.#call, timeoutMs: PIECE_TIMEOUT_MS };
      const answer = await api(target.api(), 'deliver', { params, body }, options);
      onSent?.(body.byteLength);
      await this.#journal.markDelivered(names, entries.length > 0 ? answer.acknowledged : 0);
      onSession(answer.session);
    } catch (error) {
      // Sent singly it turns out which of them the server does not take, and that one is let go.
      if (!isFinal(error)) throw error;
      this.#pace.sent(performance.now(), 0, false);
      this.#singly = error.code === 'too_large' ? 'always' : 'now';
    } finally {
      for (const name of names) this.#inFlight.delete(name);
      this.#work.ring();
    }
  }

  async #sendPiece(segment: SegmentFacts): Promise<void> {
    const name = pieceName(segment);
    this.#inFlight.add(name);
    try {
      const piece = await this.#journal.bytesOf(name);
      if (!piece) return await this.#journal.markStored(name);
      const { kind, epoch, seq } = segment;
      const { sessionId, api: target } = this.#options.target;
      const params = { sessionId, kind, epoch: String(epoch), seq: String(seq) };
      const headers = {
        'content-type': segment.mimeType,
        [bytesHeaders.sha256]: segment.sha256,
        [bytesHeaders.startAt]: String(segment.startAt),
        [bytesHeaders.durationMs]: String(segment.durationMs),
        ...(piece.isSealed ? { [bytesHeaders.sealed]: '1' } : {}),
      };
      const options = { ...this.#call, headers, timeoutMs: PIECE_TIMEOUT_MS };
      await api(target(), 'putSegment', { params, body: piece.bytes }, options);
      this.#options.onSent?.(piece.bytes.byteLength);
      await this.#journal.markStored(name);
    } catch (error) {
      if (!isFinal(error)) throw error;
      await this.#journal.refuse(name, error.code);
    } finally {
      this.#inFlight.delete(name);
      this.#work.ring();
    }
  }

  /**
   * Entries go after the bytes they tell of, so that one request tells of several pieces; but what a person waits for
   * (a chat message, a warning, the end) takes everything before it along at once.
   */
  #nextEntries(): Job | null {
    const unposted = [...this.#journal.pending.values()].filter((row) => !row.posted);
    const isUrgent =
      unposted.length > BACKLOG_ENTRIES || unposted.some((row) => segmentOf(row.entry) === null);
    const firstWaiting = unposted.findIndex((row) => !row.stored);
    const ready = isUrgent || firstWaiting === -1 ? unposted : unposted.slice(0, firstWaiting);
    const entries = batchOf(ready);
    return entries.length === 0 ? null : () => this.#sendEntries(entries);
  }

  async #sendEntries(entries: Pending['entry'][]): Promise<void> {
    const { target, onSession } = this.#options;
    const params = { sessionId: target.sessionId as never };
    try {
      const answer = await api(target.api(), 'appendJournal', { params, body: { entries } }, this.#call);
      await this.#journal.markPosted(answer.acknowledged);
      onSession(answer.session);
    } catch (error) {
      if (!(error instanceof ExamusError)) throw error;
      const { seq } = Object(error.details) as { seq?: unknown };
      if (error.code === 'wrong_hash' && typeof seq === 'number') {
        return this.#journal.refuseEntry(seq, error.code);
      }
      if (error.code === 'conflict') {
        const { journalSeq, journalHash } = await api(target.api(), 'listSegments', { params }, this.#call);
        if (journalHash !== undefined) await this.#journal.rejoin(journalSeq, journalHash);
      }
      throw error;
    }
  }
}

type Job = () => Promise<void>;

const isFinal = (error: unknown): error is ExamusError =>
  error instanceof ExamusError && final.has(error.code);

function batchOf(rows: Pending[]): Pending['entry'][] {
  const entries: Pending['entry'][] = [];
  let chars = 0;
  for (const { entry } of rows.slice(0, BATCH)) {
    chars += JSON.stringify(entry).length;
    if (entries.length > 0 && chars > BATCH_CHARS) break;
    entries.push(entry);
  }
  return entries;
}
