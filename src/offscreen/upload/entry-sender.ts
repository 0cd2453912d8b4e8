import { type ErrorCode, ExamusError } from '../../protocol/errors.ts';
import type { SessionView } from '../../protocol/views.ts';
import { api } from '../../shared/api-client.ts';
import type { CallOptions } from '../../shared/call-route.ts';
import type { Journal } from '../journal/journal.ts';
import { type Pending, segmentOf } from '../journal/pending.ts';
import { EntryBatch } from './entry-batch.ts';
import type { UploadTarget } from './uploader.ts';

export interface EntrySenderOptions {
  journal: Journal;
  target: UploadTarget;
  call: () => CallOptions;
  onSession: (session: SessionView) => void;
}

/** After an outage the facts go ahead of the bytes: the server then knows at once that capture ran on. */
const BACKLOG_ENTRIES = 12;
/** Of a request, or of one entry in it: sent as it is it will never be taken. */
const unfit: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['too_large', 'bad_request']);

/** Sends the journal's entries, in order. One that the server does not take holds up none of the others. */
export class EntrySender {
  readonly #options: EntrySenderOptions;
  readonly #batch = new EntryBatch();

  constructor(options: EntrySenderOptions) {
    this.#options = options;
  }

  /**
   * Entries go after the bytes they tell of, so that one request tells of several pieces; but what a person waits for
   * (a chat message, a warning, the end) takes everything before it along at once.
   */
  next(): Pending['entry'][] {
    const unposted = [...this.#options.journal.pending.values()].filter((row) => !row.posted);
    const isUrgent =
      unposted.length > BACKLOG_ENTRIES || unposted.some((row) => segmentOf(row.entry) === null);
    const firstWaiting = unposted.findIndex((row) => !row.stored);
    const ready = isUrgent || firstWaiting === -1 ? unposted : unposted.slice(0, firstWaiting);
    return this.#batch.of(ready);
  }

  /** Rejects with what is to be tried again after a pause. */
  async send(entries: Pending['entry'][]): Promise<void> {
    const { journal, target, call, onSession } = this.#options;
    const params = { sessionId: target.sessionId as never };
    try {
      const answer = await api(target.api(), 'appendJournal', { params, body: { entries } }, call());
      this.#batch.taken();
      await journal.markPosted(answer.acknowledged);
      onSession(answer.session);
    } catch (error) {
      if (!(error instanceof ExamusError)) throw error;
      if (unfit.has(error.code)) return this.#refused(entries, error.code);
      const { seq } = Object(error.details) as { seq?: unknown };
      if (error.code === 'wrong_hash' && typeof seq === 'number') {
        return journal.refuseEntry(seq, error.code);
      }
      if (error.code === 'conflict') {
        const { journalSeq, journalHash } = await api(target.api(), 'listSegments', { params }, call());
        if (journalHash !== undefined) await journal.rejoin(journalSeq, journalHash);
      }
      throw error;
    }
  }

  async #refused([first, ...others]: Pending['entry'][], code: ErrorCode): Promise<void> {
    if (others.length === 0) await this.#options.journal.refuseEntry(first!.seq, code);
    else this.#batch.refused(1 + others.length);
  }
}
