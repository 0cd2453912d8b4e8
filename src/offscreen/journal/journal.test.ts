import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { CHAIN_START, chainText, type JournalBody, type JournalEntry } from '../../protocol/journal.ts';
import { sha256Hex } from '../../shared/hash.ts';
import { type JournalDatabase, openJournalDatabase, rangeOf } from './database.ts';
import { Journal } from './journal.ts';

const owner = { sessionId: 's', origin: 'https://exam.example', uploadToken: 'token' };
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
    await first.nextEpoch('camera', 0);
    const second = await open();
    expect([...second.pending.keys()]).toEqual([1, 2]);
    expect(await second.bytesOf(2)).toEqual(bytes());
    expect(await second.nextEpoch('camera', 0)).toBe(1);
    await expectChain([...before, await second.append(event)]);
  });

  it('takes epochs that no other computer has used', async () => {
    const journal = await open();
    expect(await journal.nextEpoch('screen', 7)).toBe(7);
    expect(await journal.nextEpoch('screen', 0)).toBe(8);
    expect(await journal.nextEpoch('camera', 0)).toBe(0);
  });

  it('deletes only what is acknowledged, bytes and entry each by its own word', async () => {
    const journal = await open();
    await journal.append(segment(1), bytes());
    await journal.markPosted(1);
    expect(journal.isEmpty).toBe(false);
    expect(await db.count('entries')).toBe(1);
    expect(await db.count('bytes')).toBe(1);
    await journal.markStored(1);
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

  it('keeps bytes that the server refuses, and waits for them no longer', async () => {
    const journal = await open();
    await journal.append(segment(1), bytes());
    await journal.refuse(1, 'too_large');
    await journal.markPosted(1);
    expect(journal.isEmpty).toBe(true);
    expect(await db.get('bytes', ['s', 1])).toMatchObject({ refused: 'too_large' });
  });

  it('knows how far everything is saved, and how much waits', async () => {
    const journal = await open();
    expect(journal.savedUpTo).toBeNull();
    for (const seq of [0, 1, 2, 3]) {
      await journal.append(segment(seq, 1000 * seq, seq === 0 ? 0 : 1000), bytes());
    }
    expect(journal.waiting).toEqual({ pieces: 4, bytes: 12 });
    await journal.markPosted(4);
    for (const seq of [1, 2, 4]) await journal.markStored(seq);
    // The second of 2–3 s is still here.
    expect(journal.savedUpTo).toBe(2000);
    await journal.markStored(3);
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

  it('continues a chain begun on another computer, but never one of its own', async () => {
    const journal = await open();
    await journal.continueFrom(9, 'b'.repeat(64));
    const entry = await journal.append(event);
    expect(entry).toMatchObject({ seq: 10, prev: 'b'.repeat(64) });
    await journal.continueFrom(20, 'c'.repeat(64));
    expect((await journal.append(event)).seq).toBe(11);
  });

  it('goes on with a good chain after a write that failed', async () => {
    const journal = await open();
    const first = await journal.append(event);
    const broken = { kind: 'event', event: 'paste', detail: () => 'no clone of a function' };
    await expect(journal.append(broken as never)).rejects.toThrow();
    await expectChain([first, await journal.append(event)]);
  });
});
