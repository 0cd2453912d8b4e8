import { bytesHeaders } from '../../protocol/api.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { JournalEntry } from '../../protocol/journal.ts';
import type { SessionView } from '../../protocol/views.ts';
import { api, type ApiOptions } from '../../shared/api-client.ts';
import { backoffMs } from '../backoff.ts';
import { Bell } from '../bell.ts';
import type { Journal } from '../journal/journal.ts';

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
}

const LANES = 3;
const BATCH = 200;
/** After an outage the facts go ahead of the bytes: the server then knows at once that capture ran on. */
const BACKLOG = 12;
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

/**
 * Drains a journal to the server: bytes by several lanes in the order they were recorded, entries in order by one.
 * Never gives up; whatever is not acknowledged stays in the journal.
 */
export class Uploader {
  readonly #journal: Journal;
  readonly #target: UploadTarget;
  readonly #signal: AbortSignal;
  readonly #onSession: (session: SessionView) => void;
  readonly #work = new Bell();
  readonly #retry = new Bell();
  readonly #inFlight = new Set<number>();
  #failures = 0;
  /** `performance.now()` before which nothing is sent: one lane's failure is a pause for all. */
  #pausedUntil = 0;

  constructor({ journal, target, signal, onSession }: UploadOptions) {
    this.#journal = journal;
    this.#target = target;
    this.#signal = signal;
    this.#onSession = onSession;
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

  async #run(next: () => Job | null): Promise<void> {
    while (!this.#signal.aborted) {
      const pauseMs = this.#pausedUntil - performance.now();
      if (pauseMs > 0) {
        await this.#retry.heard(this.#signal, pauseMs);
        continue;
      }
      // Looked for and, when there is none, waited for in the same tick: no ring can fall between.
      const job = next();
      if (!job) {
        await this.#work.heard(this.#signal);
        continue;
      }
      try {
        await job();
        this.#failures = 0;
      } catch (error) {
        // Lanes that fail together are one failure.
        if (performance.now() < this.#pausedUntil) continue;
        this.#pausedUntil = performance.now() + backoffMs(this.#failures++, error);
      }
    }
  }

  #nextPiece(): Job | null {
    for (const [seq, { entry, stored }] of this.#journal.pending) {
      if (!stored && !this.#inFlight.has(seq)) return () => this.#sendPiece(seq, entry);
    }
    return null;
  }

  async #sendPiece(seq: number, entry: JournalEntry): Promise<void> {
    if (entry.body.kind !== 'segment') return this.#journal.markStored(seq);
    this.#inFlight.add(seq);
    try {
      const { segment } = entry.body;
      const bytes = await this.#journal.bytesOf(seq);
      if (!bytes) return await this.#journal.markStored(seq);
      const params = {
        sessionId: this.#target.sessionId,
        kind: segment.kind,
        epoch: String(segment.epoch),
        seq: String(segment.seq),
      };
      const headers = {
        'content-type': segment.mimeType,
        [bytesHeaders.sha256]: segment.sha256,
        [bytesHeaders.startAt]: String(segment.startAt),
        [bytesHeaders.durationMs]: String(segment.durationMs),
      };
      const options = { signal: this.#signal, headers, timeoutMs: PIECE_TIMEOUT_MS };
      await api(this.#target.api(), 'putSegment', { params, body: bytes }, options);
      await this.#journal.markStored(seq);
    } catch (error) {
      if (!isFinal(error)) throw error;
      await this.#journal.refuse(seq, error.code);
    } finally {
      this.#inFlight.delete(seq);
      this.#work.ring();
    }
  }

  /**
   * Entries go after the bytes they tell of, so that one request tells of several pieces; but what a person waits for
   * (a chat message, a warning, the end) takes everything before it along at once.
   */
  #nextEntries(): Job | null {
    const unposted = [...this.#journal.pending.values()].filter((row) => !row.posted);
    const isUrgent = unposted.length > BACKLOG || unposted.some((row) => row.entry.body.kind !== 'segment');
    const firstWaiting = unposted.findIndex((row) => !row.stored);
    const ready = isUrgent || firstWaiting === -1 ? unposted : unposted.slice(0, firstWaiting);
    const entries = ready.slice(0, BATCH).map((row) => row.entry);
    return entries.length === 0 ? null : () => this.#sendEntries(entries);
  }

  async #sendEntries(entries: JournalEntry[]): Promise<void> {
    const { sessionId } = this.#target;
    const input = { params: { sessionId: sessionId as never }, body: { entries } };
    try {
      const answer = await api(this.#target.api(), 'appendJournal', input, { signal: this.#signal });
      await this.#journal.markPosted(answer.acknowledged);
      this.#onSession(answer.session);
    } catch (error) {
      const known = knownTo(error);
      // The server has these already (its answer was lost): the conflict names the entry it waits for.
      if (known === null || known < entries[0]!.seq) throw error;
      await this.#journal.markPosted(known);
      this.#onSession(
        await api(this.#target.api(), 'session', { params: input.params }, { signal: this.#signal }),
      );
    }
  }
}

type Job = () => Promise<void>;

const isFinal = (error: unknown): error is ExamusError =>
  error instanceof ExamusError && final.has(error.code);

/** The last entry the server has, told by a conflict. */
function knownTo(error: unknown): number | null {
  if (!(error instanceof ExamusError) || error.code !== 'conflict') return null;
  const expected: unknown = Object(error.details)['expected'];
  return typeof expected === 'number' ? expected - 1 : null;
}
