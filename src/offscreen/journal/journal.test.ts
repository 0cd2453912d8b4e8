import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CHAIN_START, chainText, type JournalBody, type JournalEntry } from '../../protocol/journal.ts';
import { fromBase64 } from '../../shared/base64.ts';
import { sha256Hex } from '../../shared/hash.ts';
import { type JournalDatabase, openJournalDatabase, rangeOf } from './database.ts';
import { isSealed } from './pending.ts';
import { Journal } from './journal.ts';

// Any P-256 point: here nothing is opened again.
const sealKey = 'BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU=';
const owner = { sessionId: 's', origin: 'https://exam.example', uploadToken: 'token', sealKey };
const nameOf = (seq: number) => `camera 0 ${seq}`;
const event: JournalBody = { kind: 'event', event: 'quiz_opened', detail: '' };
const segment = (seq: number, startAt = 1000 * seq, durationMs = 1000): JournalBody => ({
  kind: 'segment',
  segment: {
    kind: 'camera',
    epoch: 0,
    seq,
    sha256: 'a'.repeat(64),
    bytes: 3,
    mimeType: 'video/mp4',
    startAt,
    durationMs,
  },
});
const bytes = () => new Uint8Array([1, 2, 3]).buffer;

let name = 0;
let db: JournalDatabase;
const open = () => Journal.open(db, owner, () => 42);

beforeEach(async () => {
  db = await openJournalDatabase(`journal-${++name}`);
});

async function expectChain(entries: JournalEntry[]): Promise<void> {
  let prev = CHAIN_START;
  for (const [i, entry] of entries.entries()) {
    expect(entry.seq).toBe(i + 1);
    expect(entry.prev).toBe(prev);
    expect(await sha256Hex(chainText(entry))).toBe(entry.hash);
    prev = entry.hash;
  }
}

describe('Journal', () => {
  it('chains entries in the order they were appended, however they were awaited', async () => {
    const journal = await open();
    const entries = await Promise.all([event, segment(1), event].map((body) => journal.append(body)));
    await expectChain(entries);
    expect(entries[0]!.at).toBe(42);
  });

  it('goes on after a restart where it stood, with everything not acknowledged', async () => {
    const first = await open();
    const before = [await first.append(event), await first.append(segment(1), bytes())];
    const second = await open();
    expect([...second.pending.keys()]).toEqual([1, 2]);
    expect(await first.bytesOf(nameOf(1))).toEqual({ bytes: bytes(), isSealed: false });
    expect(await second.bytesOf(nameOf(1))).toMatchObject({ isSealed: true });
    await expectChain([...before, await second.append(event)]);
  });

  it('gives every recorder an epoch of its own', async () => {
    const journal = await open();
    const epochs = [journal.nextEpoch(), journal.nextEpoch(), (await open()).nextEpoch()];
    expect(new Set(epochs).size).toBe(3);
  });

  it('tells anew, under a fresh epoch, what another computer has a name for', async () => {
    const journal = await open();
    await journal.append(segment(0, 0, 0), bytes());
    await journal.append(segment(1), bytes());
    await journal.append(event);
    await journal.markPosted(1);
    await journal.renumber({ kind: 'camera', epoch: 0 });
    // The recorder goes on under the number it began with.
    await journal.append(segment(2), bytes());
    const told = [...journal.pending.values()].map(({ entry }) => (entry as JournalEntry).body);
    const epochs = told.flatMap((body) => (body.kind === 'segment' ? [body.segment.epoch] : []));
    expect(epochs[0]).toBe(0);
    expect(new Set(epochs.slice(1)).size).toBe(1);
    const [, epoch] = epochs;
    expect(epoch).not.toBe(0);
    expect([...journal.pending.keys()]).toEqual([2, 3, 4, 5, 6]);
    expect(journal.waiting.pieces).toBe(3);
    expect(await journal.bytesOf(nameOf(1))).toBeNull();
    // Under the number it was sealed with it can be opened, also after a restart.
    const later = await open();
    expect(await later.bytesOf(`camera ${epoch} 1`)).toMatchObject({ isSealed: true, sealedEpoch: 0 });
    expect(await later.bytesOf(`camera ${epoch} 2`)).toMatchObject({ sealedEpoch: undefined });
    await journal.markPosted(6);
    for (const seq of [0, 1, 2]) await journal.markStored(`camera ${epoch} ${seq}`);
    expect(journal.isEmpty).toBe(true);
    expect(await db.count('bytes')).toBe(0);
  });

  it('deletes only what is acknowledged, bytes and entry each by its own word', async () => {
    const journal = await open();
    await journal.append(segment(1), bytes());
    await journal.markPosted(1);
    expect(journal.isEmpty).toBe(false);
    expect(await db.count('entries')).toBe(1);
    expect(await db.count('bytes')).toBe(1);
    await journal.markStored(nameOf(1));
    expect(journal.isEmpty).toBe(true);
    expect(await db.count('entries')).toBe(0);
    expect(await db.count('bytes')).toBe(0);
  });

  it('forgets nothing of another session', async () => {
    const journal = await open();
    const other = await Journal.open(db, { ...owner, sessionId: 't' }, () => 42);
    await journal.append(event);
    await other.append(event);
    await journal.markPosted(1);
    expect(await db.count('entries', rangeOf('t'))).toBe(1);
  });

  it('knows after a restart which breaks were taken here and which question was answered', async () => {
    const journal = await open();
    await journal.append({ kind: 'break', act: 'begin' });
    await journal.keepAnswered('virtual_camera');
    const again = await open();
    expect(again.answered).toEqual(['virtual_camera']);
    expect(again.breaks).toEqual([{ beganAt: expect.any(Number), beginSeq: 1, end: null }]);
    await again.append({ kind: 'break', act: 'end' });
    expect((await open()).breaks).toMatchObject([{ beginSeq: 1, end: { seq: 2 } }]);
  });

  it('keeps bytes that the server refuses, tells of them, and waits for them no longer', async () => {
    const journal = await open();
    const onLost = vi.fn();
    journal.onLost = onLost;
    await journal.append(segment(1), bytes());
    await journal.refuse(nameOf(1), 'wrong_phase');
    const told = (journal.pending.get(2)!.entry as JournalEntry).body;
    expect(told).toMatchObject({ event: 'pieces_lost', detail: expect.stringContaining('camera/0/1-1, ') });
    expect(onLost).toHaveBeenCalledExactlyOnceWith('pieces');
    await journal.markPosted(2);
    expect(journal.isEmpty).toBe(true);
    expect(await db.get('bytes', ['s', nameOf(1)])).toMatchObject({ refused: 'wrong_phase' });
  });

  it('counts nothing as saved that is lost', async () => {
    const journal = await open();
    for (const seq of [1, 2]) await journal.append(segment(seq), bytes());
    await journal.markStored(nameOf(1));
    await journal.refuse(nameOf(2), 'missing');
    await journal.markPosted(3);
    expect(journal.isEmpty).toBe(true);
    expect(journal.savedUpTo).toBe(2000);
  });

  it('lets one entry go that the server does not take, tells of it, and numbers those behind it anew', async () => {
    const journal = await open();
    const onLost = vi.fn();
    journal.onLost = onLost;
    const first = await journal.append(event);
    await journal.append({ kind: 'chat', id: crypto.randomUUID() as never, text: 'тайное' });
    await journal.append({ kind: 'intent', intent: 'finish' });
    await journal.markPosted(1);
    await journal.refuseEntry(2, 'bad_request');
    const [end, told] = [...journal.pending.values()].map(({ entry }) => entry as JournalEntry);
    await expectChain([first, end!, told!, await journal.append(event)]);
    expect(end!.body).toMatchObject({ kind: 'intent' });
    expect(told!.body).toMatchObject({ event: 'entries_lost', detail: '1 of entries 2-2: bad_request' });
    expect(onLost).toHaveBeenCalledExactlyOnceWith('entries');
    expect((await db.getAllKeys('entries')).map(([, seq]) => seq)).toEqual([2, 3, 4]);
  });

  it('does not go on telling a server of losses that it will not hear of', async () => {
    const journal = await open();
    await journal.append(event);
    await journal.refuseEntry(1, 'bad_request');
    expect([...journal.pending.keys()]).toEqual([1]);
    await journal.refuseEntry(1, 'bad_request');
    expect(journal.isEmpty).toBe(true);
    expect(await db.count('entries')).toBe(0);
    await expectChain([await journal.append(event)]);
  });

  it('loses the bytes with the entry that tells of them, and says so', async () => {
    const journal = await open();
    await journal.append(segment(1), bytes());
    await journal.refuseEntry(1, 'bad_request');
    const bodies = [...journal.pending.values()].map(({ entry }) => (entry as JournalEntry).body);
    expect(bodies).toMatchObject([{ event: 'pieces_lost' }]);
    expect([...journal.pending.keys()]).toEqual([1]);
  });

  it('closes the gap behind a sealed entry that was refused, also while the bytes before it wait', async () => {
    const first = await open();
    await first.append(segment(1), bytes());
    for (const body of [event, segment(2)]) await first.append(body);
    const later = await open();
    await later.markPosted(1);
    await later.refuseEntry(2, 'wrong_hash');
    // What the server answers to what it is sent next: it stands where it stood.
    const { hash } = later.pending.get(1)!.entry;
    await later.rejoin(1, hash);
    expect([...later.pending.keys()]).toEqual([1, 2, 3]);
    expect(later.pending.get(2)!.entry).toMatchObject({ prev: hash, body: { kind: 'segment' } });
    // Where nothing is amiss nothing is numbered anew.
    await later.rejoin(1, hash);
    expect([...later.pending.keys()]).toEqual([1, 2, 3]);
  });

  it('decides the end again when the entry that said so cannot be read here any more', async () => {
    await (await open()).append({ kind: 'intent', intent: 'time_up' });
    const later = await open();
    await later.rejoin(7, 'd'.repeat(64));
    const entries = [...later.pending.values()].map(({ entry }) => entry as JournalEntry);
    expect(entries).toMatchObject([
      { seq: 8, prev: 'd'.repeat(64), body: { event: 'entries_lost' } },
      { seq: 9, body: { intent: 'finish' } },
    ]);
  });

  it('decides the end again when the entry that said so was altered on the disk', async () => {
    await (await open()).append({ kind: 'intent', intent: 'finish' });
    const later = await open();
    await later.refuseEntry(1, 'wrong_hash');
    await later.rejoin(0, CHAIN_START);
    const entries = [...later.pending.values()].map(({ entry }) => entry as JournalEntry);
    await expectChain(entries);
    expect(entries.map(({ body }) => body)).toMatchObject([{ event: 'entries_lost' }, { intent: 'finish' }]);
  });

  it('knows how far everything is saved, and how much waits', async () => {
    const journal = await open();
    expect(journal.savedUpTo).toBeNull();
    for (const seq of [0, 1, 2, 3]) {
      await journal.append(segment(seq, 1000 * seq, seq === 0 ? 0 : 1000), bytes());
    }
    expect(journal.waiting).toEqual({ pieces: 4, bytes: 12 });
    await journal.markPosted(4);
    for (const seq of [0, 1, 3]) await journal.markStored(nameOf(seq));
    // The second of 2–3 s is still here.
    expect(journal.savedUpTo).toBe(2000);
    await journal.markStored(nameOf(2));
    expect(journal.savedUpTo).toBe(4000);
    expect(journal.waiting).toEqual({ pieces: 0, bytes: 0 });
  });

  it('remembers that the end was decided here', async () => {
    const journal = await open();
    expect(journal.isEnded).toBe(false);
    await journal.append({ kind: 'intent', intent: 'finish' });
    expect(journal.isEnded).toBe(true);
    expect((await open()).isEnded).toBe(true);
  });

  it('continues a chain begun on another computer, but never instead of one of its own', async () => {
    const journal = await open();
    await journal.meet(9, 'b'.repeat(64));
    const entry = await journal.append(event);
    expect(entry).toMatchObject({ seq: 10, prev: 'b'.repeat(64) });
    await journal.meet(20, 'c'.repeat(64));
    expect((await journal.append(event)).seq).toBe(11);
  });

  it('needs no second sending of what the server has, though its answer was lost', async () => {
    const journal = await open();
    await journal.append(event);
    const { seq, hash } = await journal.append(event);
    await journal.append(event);
    await journal.meet(seq, hash);
    expect([...journal.pending.keys()]).toEqual([3]);
  });

  it('numbers its unsent entries anew behind those of another computer', async () => {
    const journal = await open();
    await journal.append(event);
    await journal.append(segment(1), bytes());
    await journal.rejoin(7, 'd'.repeat(64));
    const entries = [...journal.pending.values()].map(({ entry }) => entry as JournalEntry);
    expect(entries.map(({ seq }) => seq)).toEqual([8, 9]);
    expect(entries[0]!.prev).toBe('d'.repeat(64));
    expect(entries[1]!.prev).toBe(entries[0]!.hash);
    expect(await sha256Hex(chainText(entries[1]!))).toBe(entries[1]!.hash);
    expect(await journal.append(event)).toMatchObject({ seq: 10, prev: entries[1]!.hash });
    // The same on disk.
    expect([...(await open()).pending.keys()]).toEqual([8, 9, 10]);
  });

  it('deletes sealed entries that cannot be numbered anew, and tells how many', async () => {
    const first = await open();
    for (const body of [event, event, segment(0), event]) await first.append(body);
    await first.markPosted(1);
    const later = await open();
    const onLost = vi.fn();
    later.onLost = onLost;
    await later.append(segment(1), bytes());
    await later.rejoin(7, 'd'.repeat(64));
    const entries = [...later.pending.values()].map(({ entry }) => entry as JournalEntry);
    expect(entries.map(({ seq }) => seq)).toEqual([8, 9, 10]);
    expect(entries.at(-1)!.body).toMatchObject({
      event: 'entries_lost',
      detail: '2 of entries 2-4: conflict',
    });
    expect(onLost).toHaveBeenCalledExactlyOnceWith('entries');
    // Nothing of them is on the disk any more, and everything else is.
    expect((await db.getAllKeys('entries')).map(([, seq]) => seq)).toEqual([8, 9, 10]);
    expect([...(await open()).pending.keys()]).toEqual([8, 9, 10]);
  });

  it('leaves nothing readable of what was written or recorded on the disk', async () => {
    const journal = await open();
    const marker = 'НЕ_ДЛЯ_ЧУЖИХ_ГЛАЗ';
    await journal.append({ kind: 'chat', id: crypto.randomUUID() as never, text: marker });
    await journal.append({ kind: 'event', event: 'paste', detail: marker });
    await journal.append(segment(1), new TextEncoder().encode(marker.repeat(100)).buffer);
    const onDisk = [...(await db.getAll('entries')), ...(await db.getAll('bytes'))];
    const texts = onDisk.map((row) => {
      if ('sealed' in row) return new TextDecoder().decode(row.sealed);
      const { entry } = row;
      const inside = isSealed(entry) ? new TextDecoder().decode(fromBase64(entry.sealed)) : '';
      return JSON.stringify(row) + inside;
    });
    expect(texts).toHaveLength(4);
    expect(texts.join('\n')).not.toContain(marker);
  });

  it('begins in memory where nothing can be opened, and goes to the disk when it can', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const journal = await Journal.open(null, { ...owner, sessionId: 'memory' }, () => 42);
    const told: boolean[] = [];
    journal.onDiskFull((isFull) => told.push(isFull));
    expect(told).toEqual([true]);
    const entries = [await journal.append(event), await journal.append(segment(1), bytes())];
    await expectChain(entries);
    expect(await journal.bytesOf(nameOf(1))).toMatchObject({ bytes: bytes() });
    vi.advanceTimersByTime(5000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(told).toEqual([true, false]));
    const real = await openJournalDatabase();
    expect(await real.count('entries', rangeOf('memory'))).toBe(2);
    real.close();
  });

  it('does not write over what an earlier start left', async () => {
    const real = await openJournalDatabase();
    await (await Journal.open(real, { ...owner, sessionId: 'left' }, () => 1)).append(event);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const journal = await Journal.open(null, { ...owner, sessionId: 'left' }, () => 42);
    await journal.append({ kind: 'intent', intent: 'finish' });
    const looked = vi.spyOn(IDBObjectStore.prototype, 'get');
    vi.advanceTimersByTime(5000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(looked).toHaveBeenCalledWith('left'));
    looked.mockRestore();
    expect(await real.get('sessions', 'left')).toMatchObject({ seq: 1, ended: false });
    real.close();
  });

  it.each([
    ['epoch', (journal: Journal) => journal.renumber({ kind: 'camera', epoch: 0 })],
    ['number', (journal: Journal) => journal.rejoin(9, 'd'.repeat(64))],
  ])('leaves on the disk what is to have another %s, until it has it', async (_, moveIn) => {
    const first = await open();
    await first.append(segment(0, 0, 0), bytes());
    await first.append(segment(1), bytes());
    await first.append(event);
    // oxlint-disable-next-line typescript/unbound-method -- called on the store that it was called on
    const { put } = IDBObjectStore.prototype;
    const aborted = new Set<IDBTransaction>();
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      row,
    ) {
      const { transaction } = this;
      queueMicrotask(() => {
        // Once for all that is put in it.
        if (!aborted.has(transaction)) transaction.abort();
        aborted.add(transaction);
      });
      return put.call(this, row);
    });
    await moveIn(first);
    full.mockRestore();
    // The browser dies.
    const later = await Journal.open(await openJournalDatabase(db.name), owner, () => 42);
    expect([...later.pending.keys()]).toEqual([1, 2, 3]);
    for (const seq of [0, 1]) expect(await later.bytesOf(nameOf(seq))).toMatchObject({ isSealed: true });
  });

  it('holds in memory what a full disk does not take, tells, and writes it when there is room', async () => {
    const journal = await open();
    const told: boolean[] = [];
    journal.onDiskFull((isFull) => told.push(isFull));
    const begin = vi.spyOn(db, 'transaction').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const entries = [await journal.append(event), await journal.append(segment(1), bytes())];
    expect(told).toEqual([true]);
    expect(await journal.bytesOf(nameOf(1))).toMatchObject({ bytes: bytes() });
    begin.mockRestore();
    vi.advanceTimersByTime(5000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(told).toEqual([true, false]));
    // The old connection was given up.
    db = await openJournalDatabase(db.name);
    expect([...(await open()).pending.keys()]).toEqual([1, 2]);
    await expectChain([...entries, await journal.append(event)]);
  });
});
