import {
  type JournalDatabase,
  openJournalDatabase,
  type SessionMeta,
  type StoredBytes,
  type StoredEntry,
} from './database.ts';

/** What one record of the journal is to become on disk; null = deleted. */
export type Change = (
  | { store: 'entries'; key: number; row: StoredEntry | null }
  | { store: 'bytes'; key: string; row: StoredBytes | null }
) & {
  /** What it was stands in another record, written along: until that is on disk, it must not go. */
  isMoved?: true;
};

/** A full disk is tried again this often: the student may have made room. */
const RETRY_MS = 5000;

/**
 * Brings one session's journal to the disk. Where it does not fit, changes wait in memory and nobody who writes
 * notices: what is recorded goes up from memory, and to the disk as soon as it can.
 */
export class JournalDisk {
  #onFull: (isFull: boolean) => void = () => undefined;
  #db: JournalDatabase | null;
  readonly #sessionId: string;
  readonly #changes = new Map<number | string, Change>();
  #meta: SessionMeta | null = null;
  #turn: Promise<void> = Promise.resolve();
  #retry: ReturnType<typeof setTimeout> | undefined;
  #isFull = false;

  /** `db` null: it could not be opened. Everything waits in memory, and opening it is tried again. */
  constructor(db: JournalDatabase | null, sessionId: string) {
    this.#db = db;
    this.#sessionId = sessionId;
    if (!db) this.#tell(true);
  }

  /** The disk takes no more (true), or has taken everything that waited. */
  onFull(listener: (isFull: boolean) => void): void {
    this.#onFull = listener;
    if (this.#isFull) listener(true);
  }

  /** Resolves when it is on disk, or when it is plain that it does not fit. */
  write(changes: Iterable<Change>, meta: SessionMeta | null = null): Promise<void> {
    if (meta) this.#meta = meta;
    for (const change of changes) this.#changes.set(change.key, change);
    // What waits is tried by the clock, not with every piece: it may be large.
    return this.#isFull ? this.#turn : this.#flush();
  }

  async bytesOf(name: string): Promise<StoredBytes | null> {
    const waiting = this.#changes.get(name);
    if (waiting?.store === 'bytes') return waiting.row;
    return (await this.#db?.get('bytes', [this.#sessionId, name])) ?? null;
  }

  /** Pieces that no disk has, oldest first. */
  get held(): StoredBytes[] {
    return [...this.#changes.values()].flatMap((change) =>
      change.store === 'bytes' && change.row ? [change.row] : [],
    );
  }

  #flush(): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      if (this.#isFull) await this.#reopen();
      // First what makes room, by itself: it must not fail along with what needs room.
      const hasFreed = await this.#commit(({ row, isMoved }) => row === null && !isMoved, null);
      const hasKept = await this.#commit(() => true, this.#meta);
      this.#tell(!hasFreed || !hasKept);
    });
    return this.#turn;
  }

  /** A connection that met a full disk is dead for good (Chromium 156: "The database connection is closing"). */
  async #reopen(): Promise<void> {
    const before = this.#db;
    before?.close();
    // Opening needs room as well.
    const db = await openJournalDatabase(before?.name).catch(() => null);
    if (before || !db) return void (this.#db = db ?? before);
    // What an earlier start left of this session is not written over: it is sent at the next one.
    const isTaken = await db.get('sessions', this.#sessionId).catch(() => true);
    if (isTaken) db.close();
    else this.#db = db;
  }

  async #commit(isMeant: (change: Change) => boolean, meta: SessionMeta | null): Promise<boolean> {
    const batch = [...this.#changes.values()].filter(isMeant);
    if (batch.length === 0 && meta === null) return true;
    if (!this.#db) return false;
    try {
      // What the power takes back of a deletion is there again, and sent again: harmless. What was recorded must stay.
      const durability = meta === null && batch.every(({ row }) => row === null) ? 'relaxed' : 'strict';
      const writing = this.#db.transaction(['sessions', 'entries', 'bytes'], 'readwrite', { durability });
      const write = ({ store, key, row }: Change) =>
        row === null
          ? writing.objectStore(store).delete([this.#sessionId, key] as never)
          : writing.objectStore(store).put(row);
      await Promise.all([
        ...batch.map(write),
        ...(meta ? [writing.objectStore('sessions').put(meta)] : []),
        writing.done,
      ]);
    } catch {
      // Most likely QuotaExceededError. Nothing of the batch is on disk, all of it is kept here.
      return false;
    }
    for (const change of batch) {
      if (this.#changes.get(change.key) === change) this.#changes.delete(change.key);
    }
    if (meta && this.#meta === meta) this.#meta = null;
    return true;
  }

  #tell(isFull: boolean): void {
    clearTimeout(this.#retry);
    if (isFull) this.#retry = setTimeout(() => void this.#flush(), RETRY_MS);
    if (isFull === this.#isFull) return;
    this.#isFull = isFull;
    this.#onFull(isFull);
  }
}
