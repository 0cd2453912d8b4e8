import { CHAIN_START, chainText, type JournalBody, type JournalEntry } from '../../protocol/journal.ts';
import type { RecordingKind } from '../../protocol/recording.ts';
import { sealPlace } from '../../protocol/seal.ts';
import { toBase64 } from '../../shared/base64.ts';
import { sha256Hex } from '../../shared/hash.ts';
import { type Sealer, sealerTo } from '../../shared/seal-record.ts';
import { type JournalDatabase, sendableOf, type SessionMeta } from './database.ts';
import { FreshBytes } from './fresh-bytes.ts';
import { type Change, JournalDisk } from './journal-disk.ts';
import { isSealed, type Pending, pieceName, savedUpTo, segmentOf } from './pending.ts';

export interface JournalOwner {
  sessionId: string;
  origin: string;
  uploadToken: string;
  sealKey: string;
}

/** Pieces that fit on no disk are held in memory up to this: half an hour of both recordings. */
const MAX_HELD_BYTES = 64 * 1024 * 1024;

/**
 * The durable journal of one session: entries in order, chained by hash, each with the bytes it tells of written in
 * the same transaction, sealed so that only the server can read them. What the server acknowledged is deleted; the
 * chain's end stays.
 */
export class Journal {
  /** By number, oldest first. */
  readonly pending = new Map<number, Pending>();
  onChange: () => void = () => undefined;
  /** The server acknowledged this entry. */
  onPosted: (entry: JournalEntry) => void = () => undefined;
  readonly #disk: JournalDisk;
  readonly #sealer: Sealer;
  readonly #now: () => number;
  readonly #fresh = new FreshBytes();
  #meta: SessionMeta;
  #turn: Promise<unknown> = Promise.resolve();
  #savedEnd: number | null = null;

  private constructor(disk: JournalDisk, sealer: Sealer, meta: SessionMeta, now: () => number) {
    this.#disk = disk;
    this.#sealer = sealer;
    this.#meta = meta;
    this.#now = now;
  }

  static async open(db: JournalDatabase, owner: JournalOwner, now: () => number): Promise<Journal> {
    const known = await db.get('sessions', owner.sessionId);
    const { sessionId, origin, uploadToken, sealKey } = owner;
    const meta: SessionMeta = { ...(known ?? newMeta()), sessionId, origin, uploadToken, sealKey };
    // Whoever opens it means to send again.
    delete meta.denied;
    const disk = new JournalDisk(db, owner.sessionId);
    const journal = new Journal(disk, await sealerTo(owner.sealKey), meta, now);
    const rows = await db.getAll('entries', sendableOf(owner.sessionId));
    for (const { seq, entry, posted, stored } of rows) journal.pending.set(seq, { entry, posted, stored });
    await disk.write([], meta);
    return journal;
  }

  get sessionId(): string {
    return this.#meta.sessionId;
  }
  get seq(): number {
    return this.#meta.seq;
  }
  get client(): string {
    return this.#meta.client;
  }
  get isEnded(): boolean {
    return this.#meta.ended;
  }
  get isEmpty(): boolean {
    return this.pending.size === 0;
  }
  /** The first entry that the server has not acknowledged. */
  get firstUnpostedSeq(): number | null {
    for (const [seq, { posted }] of this.pending) if (!posted) return seq;
    return null;
  }
  /** Everything recorded before this is safe on the server; null before the first acknowledgement. */
  get savedUpTo(): number | null {
    return savedUpTo(this.pending.values(), this.#savedEnd);
  }
  get waiting(): { pieces: number; bytes: number } {
    const segments = [...this.pending.values()].flatMap(({ entry, stored }) =>
      stored ? [] : (segmentOf(entry) ?? []),
    );
    return { pieces: segments.length, bytes: segments.reduce((sum, { bytes }) => sum + bytes, 0) };
  }

  /** The disk takes no more (true), or has taken everything that waited in memory. */
  onDiskFull(listener: (isFull: boolean) => void): void {
    this.#disk.onFull(listener);
  }

  /** Writes one entry behind all earlier ones; resolves when it is on disk, or in memory where it does not fit. */
  append(body: JournalBody, bytes?: ArrayBuffer): Promise<JournalEntry> {
    return this.#inTurn(async () => {
      const entry = await this.#link(this.#meta, this.#now(), body);
      const row = { entry, posted: false, stored: bytes === undefined };
      const changes = [await this.#rowChange(entry.seq, row)];
      if (bytes && body.kind === 'segment') changes.push(await this.#bytesChange(body, bytes));
      this.pending.set(entry.seq, row);
      const { seq, hash } = entry;
      await this.#write(changes, { seq, hash, ended: this.#meta.ended || body.kind === 'intent' });
      await this.#giveUpOldest();
      this.onChange();
      return entry;
    });
  }

  async #link(after: { seq: number; hash: string }, at: number, body: JournalBody): Promise<JournalEntry> {
    const link = { seq: after.seq + 1, at, body, prev: after.hash };
    return { ...link, hash: await sha256Hex(chainText(link)) };
  }

  async #rowChange(key: number, { entry, ...facts }: Pending): Promise<Change> {
    const { sessionId } = this;
    const row = { sessionId, seq: key, ...facts };
    if (isSealed(entry) || segmentOf(entry)) return { store: 'entries', key, row: { ...row, entry } };
    const text = new TextEncoder().encode(JSON.stringify(entry));
    const sealed = toBase64(await this.#sealer.seal(text, sealPlace.entry(sessionId, entry.seq)));
    return { store: 'entries', key, row: { ...row, entry: { seq: entry.seq, hash: entry.hash, sealed } } };
  }

  async #bytesChange(
    { segment }: Extract<JournalBody, { kind: 'segment' }>,
    bytes: ArrayBuffer,
  ): Promise<Change> {
    const { sessionId } = this;
    const name = pieceName(segment);
    this.#fresh.put(name, bytes);
    const sealed = (await this.#sealer.seal(bytes, sealPlace.piece(sessionId, segment))).buffer;
    return { store: 'bytes', key: name, row: { sessionId, name, sealed } };
  }

  /** Neither disk nor memory is without end. */
  async #giveUpOldest(): Promise<void> {
    const { held } = this.#disk;
    let bytes = held.reduce((sum, { sealed }) => sum + sealed.byteLength, 0);
    for (const { name, sealed } of held) {
      if (bytes <= MAX_HELD_BYTES) return;
      bytes -= sealed.byteLength;
      await this.markStored(name);
    }
  }

  /** A number for a recorder that starts now: higher than any used here, and than `atLeast`. */
  nextEpoch(kind: RecordingKind, atLeast: number): Promise<number> {
    return this.#inTurn(async () => {
      const epoch = Math.max(atLeast, (this.#meta.epochs[kind] ?? -1) + 1);
      await this.#write([], { epochs: { ...this.#meta.epochs, [kind]: epoch } });
      return epoch;
    });
  }

  /** A new upload token, e.g. after the student came back. */
  renew(owner: Partial<JournalOwner>): Promise<void> {
    return this.#inTurn(() => this.#write([], owner));
  }

  get level(): SessionMeta['level'] {
    return this.#meta.level;
  }
  /** Measured anew. */
  keepLevel(level: NonNullable<SessionMeta['level']>): Promise<void> {
    return this.#inTurn(() => this.#write([], { level }));
  }

  /** Bytes of a piece: as they were recorded, or the sealed record of them. Null when they are lost. */
  async bytesOf(name: string): Promise<{ bytes: ArrayBuffer; isSealed: boolean } | null> {
    const fresh = this.#fresh.get(name);
    if (fresh) return { bytes: fresh, isSealed: false };
    const kept = await this.#disk.bytesOf(name);
    return kept && { bytes: kept.sealed, isSealed: true };
  }

  /** The server has the bytes of this piece. */
  markStored(name: string): Promise<void> {
    return this.#markStored(name, { store: 'bytes', key: name, row: null });
  }

  /** The server has the bytes of these pieces, and all entries up to `upTo`. */
  async markDelivered(names: readonly string[], upTo: number): Promise<void> {
    const isNamed = (row: Pending) => {
      const segment = segmentOf(row.entry);
      return segment !== null && names.includes(pieceName(segment));
    };
    for (const name of names) this.#fresh.drop(name);
    const rows = [...this.pending];
    const posted = rows.filter(([seq, row]) => seq <= upTo && !row.posted);
    for (const [, row] of posted) row.posted = true;
    const stored = rows.filter(([, row]) => !row.stored && isNamed(row));
    for (const [, row] of stored) row.stored = true;
    const gone = names.map((name): Change => ({ store: 'bytes', key: name, row: null }));
    await this.#settle([...new Map([...posted, ...stored])], {}, gone);
    for (const [, { entry }] of posted) if (!isSealed(entry)) this.onPosted(entry);
  }

  /** The server will never take these bytes: they stay here, marked, and hold up nothing. */
  async refuse(name: string, code: string): Promise<void> {
    const kept = await this.#disk.bytesOf(name);
    const row = kept && { ...kept, refused: code };
    await this.#markStored(name, { store: 'bytes', key: name, row });
  }

  async #markStored(name: string, bytes: Change): Promise<void> {
    this.#fresh.drop(name);
    const found = [...this.pending].filter(([, { entry, stored }]) => {
      const segment = segmentOf(entry);
      return !stored && segment && pieceName(segment) === name;
    });
    await this.#settle(found, { stored: true }, [bytes]);
  }

  /** The server has all entries up to this one. */
  async markPosted(upTo: number): Promise<void> {
    const known = [...this.pending].filter(([seq, { posted }]) => seq <= upTo && !posted);
    await this.#settle(known, { posted: true });
    for (const [, { entry }] of known) if (!isSealed(entry)) this.onPosted(entry);
  }

  async #settle(found: [number, Pending][], fact: Partial<Pending>, changes: Change[] = []): Promise<void> {
    for (const [seq, row] of found) {
      Object.assign(row, fact);
      const isDone = row.posted && row.stored;
      if (isDone) this.#forget(seq, row);
      changes.push(isDone ? { store: 'entries', key: seq, row: null } : await this.#rowChange(seq, row));
    }
    await this.#disk.write(changes);
    this.onChange();
  }

  #forget(seq: number, { entry }: Pending): void {
    this.pending.delete(seq);
    const segment = segmentOf(entry);
    if (!segment || segment.durationMs === 0) return;
    this.#savedEnd = Math.max(this.#savedEnd ?? 0, segment.startAt + segment.durationMs);
  }

  /** What the server has, told at the start. Goes on behind it where this machine has nothing of its own to add. */
  meet(seq: number, hash: string): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#hashOf(seq) === hash) return this.markPosted(seq);
      if (seq > this.#meta.seq && this.firstUnpostedSeq === null) await this.#write([], { seq, hash });
    });
  }

  #hashOf(seq: number): string | null {
    if (seq === this.#meta.seq) return this.#meta.hash;
    return this.pending.get(seq)?.entry.hash ?? null;
  }

  /**
   * The server's chain ends otherwise than ours believes: another computer went on in this exam, or what lay on the
   * disk was altered. Our unsent entries are numbered anew behind its last one; those that are sealed cannot be and
   * stay here, marked.
   */
  rejoin(seq: number, hash: string): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#hashOf(seq) === hash) return this.markPosted(seq);
      const unsent = [...this.pending].filter(([own, { posted }]) => !posted || own > seq);
      const changes: Change[] = [];
      for (const [own] of unsent) {
        this.pending.delete(own);
        changes.push({ store: 'entries', key: own, row: null });
      }
      let end = { seq, hash };
      for (const [own, row] of unsent) {
        if (isSealed(row.entry)) {
          changes.push(refusal(this.sessionId, own, row, 'conflict'));
          continue;
        }
        const entry = await this.#link(end, row.entry.at, row.entry.body);
        const moved = { entry, posted: false, stored: row.stored };
        this.pending.set(entry.seq, moved);
        changes.push(await this.#rowChange(entry.seq, moved));
        end = entry;
      }
      await this.#write(changes, { seq: end.seq, hash: end.hash });
      this.onChange();
    });
  }

  /** The server cannot open this entry: it stays here, marked. */
  async refuseEntry(seq: number, code: string): Promise<void> {
    const row = this.pending.get(seq);
    if (!row || !isSealed(row.entry)) return;
    this.pending.delete(seq);
    const gone: Change = { store: 'entries', key: seq, row: null };
    await this.#disk.write([gone, refusal(this.sessionId, seq, row, code)]);
    this.onChange();
  }

  async #write(changes: Change[], meta: Partial<SessionMeta>): Promise<void> {
    this.#meta = { ...this.#meta, ...meta, changedAt: Date.now() };
    await this.#disk.write(changes, this.#meta);
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(act);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

const newMeta = () => ({
  seq: 0,
  hash: CHAIN_START,
  epochs: {},
  ended: false,
  client: crypto.randomUUID(),
  changedAt: Date.now(),
});
const refusal = (sessionId: string, seq: number, row: Pending, refused: string): Change => ({
  store: 'entries',
  key: -seq,
  row: { sessionId, seq: -seq, ...row, refused },
});
