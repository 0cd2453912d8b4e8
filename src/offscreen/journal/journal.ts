import { CHAIN_START, chainText, type JournalBody, type JournalEntry } from '../../protocol/journal.ts';
import type { RecordingKind } from '../../protocol/recording.ts';
import { sha256Hex } from '../../shared/hash.ts';
import { type JournalDatabase, rangeOf, type SessionMeta } from './database.ts';

/** An entry the server has not wholly acknowledged. */
export interface Pending {
  entry: JournalEntry;
  posted: boolean;
  stored: boolean;
}

export interface JournalOwner {
  sessionId: string;
  origin: string;
  uploadToken: string;
}

/**
 * The durable journal of one session: entries in order, chained by hash, each with the bytes it tells of written in
 * the same transaction. What the server acknowledged is deleted; the chain's end stays.
 */
export class Journal {
  /** By `seq`, oldest first. */
  readonly pending = new Map<number, Pending>();
  onChange: () => void = () => undefined;
  /** The server acknowledged this entry. */
  onPosted: (entry: JournalEntry) => void = () => undefined;
  readonly #db: JournalDatabase;
  readonly #now: () => number;
  #meta: SessionMeta;
  #appending: Promise<unknown> = Promise.resolve();
  #savedMediaEnd: number | null = null;

  private constructor(db: JournalDatabase, meta: SessionMeta, now: () => number) {
    this.#db = db;
    this.#meta = meta;
    this.#now = now;
  }

  static async open(db: JournalDatabase, owner: JournalOwner, now: () => number): Promise<Journal> {
    const known = await db.get('sessions', owner.sessionId);
    const meta = {
      ...(known ?? { seq: 0, hash: CHAIN_START, epochs: {}, ended: false, client: crypto.randomUUID() }),
      ...owner,
    };
    await db.put('sessions', meta);
    const journal = new Journal(db, meta, now);
    for (const { entry, posted, stored } of await db.getAll('entries', rangeOf(owner.sessionId))) {
      journal.pending.set(entry.seq, { entry, posted, stored });
    }
    return journal;
  }

  get seq(): number {
    return this.#meta.seq;
  }
  get client(): string {
    return this.#meta.client;
  }
  /** The first entry that the server has not acknowledged. */
  get firstUnpostedSeq(): number | null {
    for (const [seq, { posted }] of this.pending) if (!posted) return seq;
    return null;
  }
  get isEnded(): boolean {
    return this.#meta.ended;
  }
  get isEmpty(): boolean {
    return this.pending.size === 0;
  }

  /** Everything recorded before this is safe on the server; null before the first acknowledgement. */
  get savedUpTo(): number | null {
    let firstUnsaved: number | null = null;
    for (const { entry } of this.pending.values()) {
      if (entry.body.kind !== 'segment' || entry.body.segment.durationMs === 0) continue;
      const { startAt } = entry.body.segment;
      firstUnsaved = firstUnsaved === null ? startAt : Math.min(firstUnsaved, startAt);
    }
    if (this.#savedMediaEnd === null || firstUnsaved === null) return this.#savedMediaEnd;
    return Math.min(firstUnsaved, this.#savedMediaEnd);
  }

  get waiting(): { pieces: number; bytes: number } {
    let pieces = 0;
    let bytes = 0;
    for (const { entry, stored } of this.pending.values()) {
      if (stored || entry.body.kind !== 'segment') continue;
      pieces += 1;
      bytes += entry.body.segment.bytes;
    }
    return { pieces, bytes };
  }

  /** Writes one entry behind all earlier ones; resolves when it is on disk. */
  append(body: JournalBody, bytes?: ArrayBuffer): Promise<JournalEntry> {
    const written = this.#appending.then(() => this.#write(body, bytes));
    // One failed write (a full disk) must not stop those behind it: the chain goes on from the last good entry.
    this.#appending = written.catch(() => undefined);
    return written;
  }

  async #write(body: JournalBody, bytes: ArrayBuffer | undefined): Promise<JournalEntry> {
    const link = { seq: this.#meta.seq + 1, at: this.#now(), body, prev: this.#meta.hash };
    const entry: JournalEntry = { ...link, hash: await sha256Hex(chainText(link)) };
    const { sessionId } = this.#meta;
    const meta = {
      ...this.#meta,
      seq: entry.seq,
      hash: entry.hash,
      ended: this.#meta.ended || body.kind === 'intent',
    };
    const row = { entry, posted: false, stored: bytes === undefined };
    const writing = this.#db.transaction(['sessions', 'entries', 'bytes'], 'readwrite', {
      durability: 'strict',
    });
    await Promise.all([
      writing.objectStore('sessions').put(meta),
      writing.objectStore('entries').put({ sessionId, seq: entry.seq, ...row }),
      ...(bytes ? [writing.objectStore('bytes').put({ sessionId, seq: entry.seq, bytes })] : []),
      writing.done,
    ]);
    this.#meta = meta;
    this.pending.set(entry.seq, row);
    this.onChange();
    return entry;
  }

  /** A number for a recorder that starts now: higher than any used here, and than `atLeast`. */
  nextEpoch(kind: RecordingKind, atLeast: number): Promise<number> {
    const taken = this.#appending.then(async () => {
      const epoch = Math.max(atLeast, (this.#meta.epochs[kind] ?? -1) + 1);
      await this.#change({ epochs: { ...this.#meta.epochs, [kind]: epoch } });
      return epoch;
    });
    this.#appending = taken.catch(() => undefined);
    return taken;
  }

  /** Continues a chain that the server knows further than this machine does (another computer began it). */
  continueFrom(seq: number, hash: string): Promise<void> {
    const continued = this.#appending.then(() =>
      seq > this.#meta.seq && this.isEmpty ? this.#change({ seq, hash }) : undefined,
    );
    this.#appending = continued.catch(() => undefined);
    return continued;
  }

  async #change(change: Partial<SessionMeta>): Promise<void> {
    const meta = { ...this.#meta, ...change };
    await this.#db.put('sessions', meta);
    this.#meta = meta;
  }

  /** A new upload token, e.g. after the student came back. */
  renew(owner: JournalOwner): Promise<void> {
    const renewed = this.#appending.then(() => this.#change(owner));
    this.#appending = renewed.catch(() => undefined);
    return renewed;
  }

  async bytesOf(seq: number): Promise<ArrayBuffer | null> {
    return (await this.#db.get('bytes', [this.#meta.sessionId, seq]))?.bytes ?? null;
  }

  /** The server has the bytes of this entry. */
  markStored(seq: number): Promise<void> {
    return this.#settle([seq], { stored: true });
  }

  /** The server has all entries up to this one. */
  async markPosted(upTo: number): Promise<void> {
    const known = [...this.pending.values()].filter(({ entry, posted }) => entry.seq <= upTo && !posted);
    await this.#settle(
      known.map(({ entry }) => entry.seq),
      { posted: true },
    );
    for (const { entry } of known) this.onPosted(entry);
  }

  /** The server will never take these bytes: they stay here, marked, and hold up nothing. */
  async refuse(seq: number, code: string): Promise<void> {
    const key: [string, number] = [this.#meta.sessionId, seq];
    const row = await this.#db.get('bytes', key);
    if (row) await this.#db.put('bytes', { ...row, refused: code });
    await this.#settle([seq], { stored: true }, true);
  }

  async #settle(seqs: number[], fact: Partial<Pending>, keepBytes = false): Promise<void> {
    const { sessionId } = this.#meta;
    const writing = this.#db.transaction(['entries', 'bytes'], 'readwrite');
    const writes: Promise<unknown>[] = [];
    for (const seq of seqs) {
      const row = this.pending.get(seq);
      if (!row) continue;
      Object.assign(row, fact);
      const entries = writing.objectStore('entries');
      if (row.posted && row.stored) {
        writes.push(entries.delete([sessionId, seq]));
        this.pending.delete(seq);
        this.#noteSaved(row.entry.body);
      } else {
        writes.push(entries.put({ sessionId, seq, ...row }));
      }
      if (fact.stored && !keepBytes) writes.push(writing.objectStore('bytes').delete([sessionId, seq]));
    }
    await Promise.all([...writes, writing.done]);
    this.onChange();
  }

  #noteSaved(body: JournalBody): void {
    if (body.kind !== 'segment' || body.segment.durationMs === 0) return;
    const end = body.segment.startAt + body.segment.durationMs;
    this.#savedMediaEnd = Math.max(this.#savedMediaEnd ?? 0, end);
  }
}
