import { CHAIN_START, type JournalBody, type JournalEntry } from '../../protocol/journal.ts';
import { lostTexts } from '../../protocol/lost-pieces.ts';
import type { SegmentKey } from '../../protocol/recording.ts';
import type { Hint } from '../../protocol/view-port.ts';
import { sealPlace } from '../../protocol/seal.ts';
import { toBase64 } from '../../shared/base64.ts';
import { type Sealer, sealerTo } from '../../shared/seal-record.ts';
import { type BreakHere, renumbered, withEntry } from './breaks-here.ts';
import { type JournalDatabase, type PictureFacts, readSession, type SessionMeta } from './database.ts';
import { EpochNumbers } from './epoch-numbers.ts';
import { FreshBytes } from './fresh-bytes.ts';
import { type Change, JournalDisk } from './journal-disk.ts';
import { KeptPictures } from './kept-pictures.ts';
import { type ChainEnd, linkAfter } from './link.ts';
import { epochName, isSealed, type Pending, pieceName, savedUpTo, segmentOf } from './pending.ts';

export interface JournalOwner {
  sessionId: string;
  origin: string;
  uploadToken: string;
  sealKey: string;
}

/** Pieces that fit on no disk are held in memory up to this: half an hour of both recordings. */
const MAX_HELD_BYTES = 64 * 1024 * 1024;
/** So much is left when some are given up: one gap, told once, instead of many. */
const KEPT_HELD_BYTES = 56 * 1024 * 1024;

export interface KeptBytes {
  bytes: ArrayBuffer;
  isSealed: boolean;
  /** The epoch a sealed record was made under, where the piece has another one by now. */
  sealedEpoch?: number | undefined;
}

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
  /** Something that was recorded, or written down, will never be on the server. */
  onLost: (what: 'pieces' | 'entries') => void = () => undefined;
  /** Of the chat. */
  readonly pictures: KeptPictures;
  readonly #disk: JournalDisk;
  readonly #sealer: Sealer;
  readonly #now: () => number;
  readonly #fresh = new FreshBytes();
  readonly #epochs = new EpochNumbers();
  /** Epochs that had to take another number while their recorder ran, by the first one: see `renumber`. */
  readonly #renumbered = new Map<string, number>();
  #meta: SessionMeta;
  #turn: Promise<unknown> = Promise.resolve();
  #savedEnd: number | null = null;

  private constructor(
    disk: JournalDisk,
    sealer: Sealer,
    meta: SessionMeta,
    { now, left }: { now: () => number; left: readonly PictureFacts[] },
  ) {
    const { sessionId } = meta;
    this.pictures = new KeptPictures({ sessionId, disk, sealer, left, onChange: () => this.onChange() });
    this.#disk = disk;
    this.#sealer = sealer;
    this.#meta = meta;
    this.#now = now;
  }

  /** `db` null: there is no disk to write to, for now. */
  static async open(db: JournalDatabase | null, owner: JournalOwner, now: () => number): Promise<Journal> {
    const found = db && (await readSession(db, owner.sessionId).catch(() => null));
    const { known, rows, pictures } = found ?? { known: undefined, rows: [], pictures: [] };
    const { sessionId, origin, uploadToken, sealKey } = owner;
    const meta: SessionMeta = { ...(known ?? newMeta()), sessionId, origin, uploadToken, sealKey };
    // Whoever opens it means to send again.
    delete meta.denied;
    // What cannot be read is not written over.
    const disk = new JournalDisk(found ? db : null, owner.sessionId);
    const journal = new Journal(disk, await sealerTo(owner.sealKey), meta, { now, left: pictures });
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
    return this.pending.size === 0 && this.pictures.isEmpty;
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
      const entry = await this.#append(this.#named(body), async ({ body }) =>
        bytes && body.kind === 'segment' ? [await this.#bytesChange(body, bytes)] : null,
      );
      await this.#giveUpOldest();
      this.onChange();
      return entry;
    });
  }

  /** `bytesOf`: what is to be written along with the entry; null where there are no bytes to be sent. */
  async #append(
    body: JournalBody,
    bytesOf: (entry: JournalEntry) => Promise<Change[] | null> = async () => null,
  ): Promise<JournalEntry> {
    const entry = await linkAfter(this.#meta, this.#now(), body);
    const bytes = await bytesOf(entry);
    const row = { entry, posted: false, stored: bytes === null };
    const changes = [await this.#rowChange(entry.seq, row), ...(bytes ?? [])];
    this.pending.set(entry.seq, row);
    const { seq, hash } = entry;
    const ended = this.#meta.ended || body.kind === 'intent';
    await this.#write(changes, { seq, hash, ended, breaks: withEntry(this.#meta.breaks, entry) });
    return entry;
  }

  #named(body: JournalBody): JournalBody {
    if (body.kind !== 'segment') return body;
    const epoch = this.#renumbered.get(epochName(body.segment));
    return epoch === undefined ? body : { ...body, segment: { ...body.segment, epoch } };
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

  /** Neither disk nor memory is without end. What makes the rest playable is small, and stays. */
  async #giveUpOldest(): Promise<void> {
    const { held } = this.#disk;
    let bytes = held.reduce((sum, { sealed }) => sum + sealed.byteLength, 0);
    if (bytes <= MAX_HELD_BYTES) return;
    const names = new Set<string>();
    for (const { name, sealed } of held) {
      if (bytes <= KEPT_HELD_BYTES) break;
      if (name.endsWith(' 0')) continue;
      bytes -= sealed.byteLength;
      names.add(name);
    }
    await this.#lose(names, 'storage_full', async (name) => ({ store: 'bytes', key: name, row: null }));
  }

  /** A number for a recorder that starts now, of any recording: never used before. */
  nextEpoch(): number {
    return this.#epochs.next();
  }

  /**
   * The server has other bytes under a name of this epoch: another computer drew the same numbers, or this one wrote
   * it down before a cut. What waits of the epoch takes a fresh number and is told anew; what is still to be recorded
   * of it follows.
   */
  renumber(key: Pick<SegmentKey, 'kind' | 'epoch'>): Promise<void> {
    return this.#inTurn(async () => {
      const epoch = this.nextEpoch();
      for (const [name, to] of this.#renumbered) {
        if (name.startsWith(`${key.kind} `) && to === key.epoch) this.#renumbered.set(name, epoch);
      }
      this.#renumbered.set(epochName(key), epoch);
      const waiting = [...this.pending].filter(([, row]) => {
        const segment = segmentOf(row.entry);
        return !row.stored && segment?.kind === key.kind && segment.epoch === key.epoch;
      });
      for (const [seq, row] of waiting) {
        const segment = { ...segmentOf(row.entry)!, epoch };
        const [from, to] = [pieceName(segmentOf(row.entry)!), pieceName(segment)];
        this.#fresh.rename(from, to);
        const kept = await this.#disk.bytesOf(from);
        const moved = kept && { ...kept, name: to, sealedEpoch: kept.sealedEpoch ?? key.epoch };
        await this.#append({ kind: 'segment', segment }, async () => [
          { store: 'bytes', key: from, row: null, isMoved: true },
          { store: 'bytes', key: to, row: moved },
        ]);
        await this.#settle([[seq, row]], { stored: 'gone' });
      }
      this.onChange();
    });
  }

  /** The session was opened again after the end that was decided here: from now on that is past. */
  goOn(): Promise<void> {
    this.#meta = { ...this.#meta, ended: false };
    return this.#inTurn(() => this.#write([], {}));
  }

  /** A new upload token, e.g. after the student came back. */
  renew(owner: Partial<JournalOwner>): Promise<void> {
    return this.#inTurn(() => this.#write([], owner));
  }

  /** Breaks that were begun or ended here. */
  get breaks(): readonly BreakHere[] {
    return this.#meta.breaks ?? [];
  }

  get answered(): readonly Hint[] {
    return this.#meta.answered ?? [];
  }
  /** Asked about once, on whatever page and after whatever start. */
  keepAnswered(hint: Hint): Promise<void> {
    return this.#inTurn(() => this.#write([], { answered: [...this.answered, hint] }));
  }

  get level(): SessionMeta['level'] {
    return this.#meta.level;
  }
  /** Measured anew. */
  keepLevel(level: NonNullable<SessionMeta['level']>): Promise<void> {
    return this.#inTurn(() => this.#write([], { level }));
  }

  /** Bytes of a piece: as they were recorded, or the sealed record of them. Null when they are lost. */
  async bytesOf(name: string): Promise<KeptBytes | null> {
    const fresh = this.#fresh.get(name);
    if (fresh) return { bytes: fresh, isSealed: false };
    const kept = await this.#disk.bytesOf(name);
    return kept && { bytes: kept.sealed, isSealed: true, sealedEpoch: kept.sealedEpoch };
  }

  /** Not the bytes in memory, which are not what they were: from now on those of the disk. */
  distrust(name: string): void {
    this.#fresh.drop(name);
  }

  /** The server has the bytes of this piece. */
  async markStored(name: string): Promise<void> {
    this.#fresh.drop(name);
    const bytes = { store: 'bytes', key: name, row: null } as const;
    await this.#settle(this.#waitingFor(new Set([name])), { stored: true }, [bytes]);
  }

  /** The server has the bytes of these pieces, and all entries up to `upTo`. */
  async markDelivered(names: readonly string[], upTo: number): Promise<void> {
    for (const name of names) this.#fresh.drop(name);
    const posted = [...this.pending].filter(([seq, row]) => seq <= upTo && !row.posted);
    for (const [, row] of posted) row.posted = true;
    const stored = this.#waitingFor(new Set(names));
    for (const [, row] of stored) row.stored = true;
    const gone = names.map((name): Change => ({ store: 'bytes', key: name, row: null }));
    await this.#settle([...new Map([...posted, ...stored])], {}, gone);
    for (const [, { entry }] of posted) if (!isSealed(entry)) this.onPosted(entry);
  }

  /**
   * The server will never have these bytes: it takes them no more, or they are not here. What there is of them stays,
   * marked, and holds up nothing; that they are lost is an entry of its own.
   */
  refuse(name: string, code: string): Promise<void> {
    return this.#inTurn(() => this.#lose(new Set([name]), code, (name) => this.#refusedBytes(name, code)));
  }

  async #refusedBytes(name: string, code: string): Promise<Change> {
    const kept = await this.#disk.bytesOf(name);
    return { store: 'bytes', key: name, row: kept && { ...kept, refused: code } };
  }

  async #lose(
    names: ReadonlySet<string>,
    why: string,
    bytesOf: (name: string) => Promise<Change>,
  ): Promise<void> {
    const found = this.#waitingFor(names);
    const pieces = found.map(([, { entry }]) => segmentOf(entry)!);
    for (const detail of lostTexts(pieces, why)) {
      await this.#append({ kind: 'event', event: 'pieces_lost', detail });
    }
    const changes: Change[] = [];
    for (const name of names) {
      this.#fresh.drop(name);
      changes.push(await bytesOf(name));
    }
    await this.#settle(found, { stored: 'gone' }, changes);
    if (pieces.length > 0) this.onLost('pieces');
  }

  #waitingFor(names: ReadonlySet<string>): [number, Pending][] {
    return [...this.pending].filter(([, { entry, stored }]) => {
      const segment = segmentOf(entry);
      return !stored && segment && names.has(pieceName(segment));
    });
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

  #forget(seq: number, { entry, stored }: Pending): void {
    this.pending.delete(seq);
    const segment = segmentOf(entry);
    if (!segment || segment.durationMs === 0 || stored !== true) return;
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
   * disk was altered. Our unsent entries are numbered anew behind its last one; those that are sealed cannot be: they
   * are lost.
   */
  rejoin(seq: number, hash: string): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#hashOf(seq) === hash) {
        await this.markPosted(seq);
        const next = this.firstUnpostedSeq;
        if (next === null || next === seq + 1) return;
        // The one that followed was given up, see `refuseEntry`: those behind it have to close up.
      }
      const unsent = () => [...this.pending].filter(([own, { posted }]) => !posted || own > seq);
      const sealed = unsent().filter(([, { entry }]) => isSealed(entry));
      await this.#tellLost(sealed, 'conflict');
      await this.#rechain({ seq, hash }, unsent());
      if (sealed.length > 0) await this.#endAgain();
      this.onChange();
    });
  }

  async #rechain(after: ChainEnd, rows: readonly [number, Pending][], more: Change[] = []): Promise<void> {
    const changes = [...more];
    for (const [seq] of rows) {
      this.pending.delete(seq);
      changes.push({ store: 'entries', key: seq, row: null, isMoved: true });
    }
    let end = after;
    const moves = new Map(rows.map(([seq]) => [seq, 0]));
    for (const [seq, row] of rows) {
      if (isSealed(row.entry)) continue;
      const entry = await linkAfter(end, row.entry.at, row.entry.body);
      const moved = { entry, posted: false, stored: row.stored };
      this.pending.set(entry.seq, moved);
      moves.set(seq, entry.seq);
      changes.push(await this.#rowChange(entry.seq, moved));
      end = entry;
    }
    const breaks = renumbered(this.breaks, moves);
    await this.#write(changes, { seq: end.seq, hash: end.hash, breaks });
  }

  /**
   * The server will never take this entry. Those behind it are numbered anew in its place; behind a sealed one it is
   * the server's next answer that does that (`rejoin`). That it is lost is an entry of its own.
   */
  refuseEntry(seq: number, code: string): Promise<void> {
    return this.#inTurn(async () => {
      const row = this.pending.get(seq);
      if (!row || row.posted) return;
      const segment = segmentOf(row.entry);
      if (segment && !row.stored) {
        await this.#lose(new Set([pieceName(segment)]), code, (name) => this.#refusedBytes(name, code));
      } else await this.#tellLost([[seq, row]], code);
      this.pending.delete(seq);
      const gone: Change[] = [{ store: 'entries', key: seq, row: null, isMoved: true }];
      if (isSealed(row.entry)) {
        await this.#disk.write(gone);
        await this.#endAgain();
      } else {
        const behind = [...this.pending].filter(([other]) => other > seq);
        await this.#rechain({ seq: seq - 1, hash: row.entry.prev }, behind, gone);
      }
      this.onChange();
    });
  }

  /** Before they are: what dies in between tells it twice. A server that does not take this word of it is told no other. */
  async #tellLost(lost: readonly [number, Pending][], why: string): Promise<void> {
    const [[first] = [], [last] = []] = [lost[0], lost.at(-1)];
    if (first === undefined || last === undefined) return;
    this.onLost('entries');
    if (lost.every(([, { entry }]) => isWordOfLoss(entry))) return;
    const detail = `${lost.length} of entries ${first}-${last}: ${why}`;
    await this.#append({ kind: 'event', event: 'entries_lost', detail });
  }

  /** What is lost and could not be read here may have been the end of the exam. */
  async #endAgain(): Promise<void> {
    const isTold = [...this.pending.values()].some(
      ({ entry }) => !isSealed(entry) && entry.body.kind === 'intent',
    );
    if (this.#meta.ended && !isTold) await this.#append({ kind: 'intent', intent: 'finish' });
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

const isWordOfLoss = (entry: Pending['entry']): boolean =>
  !isSealed(entry) && entry.body.kind === 'event' && entry.body.event === 'entries_lost';
const newMeta = () => ({
  seq: 0,
  hash: CHAIN_START,
  ended: false,
  client: crypto.randomUUID(),
  changedAt: Date.now(),
});
