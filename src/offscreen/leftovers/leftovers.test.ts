import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JournalBody, JournalEntry } from '../../protocol/journal.ts';
import { type JournalDatabase, openJournalDatabase } from '../journal/database.ts';
import { Journal } from '../journal/journal.ts';
import { KEPT_MS, Leftovers } from './leftovers.ts';

// Any P-256 point: here nothing is opened again.
const sealKey = 'BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU=';
const event: JournalBody = { kind: 'event', event: 'quiz_opened', detail: '' };
const finish: JournalBody = { kind: 'intent', intent: 'finish' };

// The session in an answer is other tests' business.
vi.mock('../../protocol/views.ts', async (original) => {
  const { looseObject } = await import('valibot');
  return { ...(await original<object>()), sessionView: looseObject({}), chatMessage: looseObject({}) };
});

let db: JournalDatabase;
let life: AbortController;
let names = 0;
let asked: string[];
let told: string[][];
let refusal: string | null;
let leftovers: Leftovers;

beforeEach(async () => {
  db = await openJournalDatabase(`leftovers-${++names}`);
  life = new AbortController();
  asked = [];
  told = [];
  refusal = null;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const { pathname } = new URL(url);
    asked.push(`${init.method} ${pathname} ${new Headers(init.headers).get('authorization')}`);
    if (refusal) return answer(401, { error: { code: refusal, message: '' } });
    if (pathname.endsWith('/journal')) {
      const { entries } = JSON.parse(init.body as string) as { entries: JournalEntry[] };
      return answer(200, { acknowledged: entries.at(-1)!.seq, session: {} });
    }
    if (pathname.endsWith('/recordings')) return answer(200, { segments: [], journalSeq: 0 });
    return answer(200, { phase: 'closed' });
  });
  leftovers = new Leftovers({
    openDatabase: async () => db,
    now: () => 1,
    onChange: (sessionIds) => told.push(sessionIds),
    signal: life.signal,
  });
});
afterEach(() => {
  life.abort();
  vi.unstubAllGlobals();
});

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
async function leave(sessionId: string, ...bodies: JournalBody[]): Promise<void> {
  const owner = { sessionId, origin: 'https://exam.example', uploadToken: `token-${sessionId}`, sealKey };
  const journal = await Journal.open(db, owner, () => 1);
  for (const body of bodies) await journal.append(body);
}
const over = () => vi.waitFor(() => expect(told.at(-1)).toEqual([]));

describe('Leftovers', () => {
  it('sends the rest of every session with its own token, closes what was ended, and forgets it', async () => {
    await leave('a', event, finish);
    await leave('b', event);
    await leftovers.look();
    expect(told.at(-1)).toEqual(['a', 'b']);
    await over();
    expect(asked).toContain('POST /api/v1/sessions/a/drained Bearer token-a');
    expect(asked).toContain('POST /api/v1/sessions/b/journal Bearer token-b');
    expect(asked).not.toContain('POST /api/v1/sessions/b/drained Bearer token-b');
    expect(await db.getAllKeys('sessions')).toEqual([]);
    expect(await db.count('entries')).toBe(0);
  });

  it('sends a picture of the chat that is all there is', async () => {
    const owner = { sessionId: 'a', origin: 'https://exam.example', uploadToken: 'token-a', sealKey };
    const journal = await Journal.open(db, owner, () => 1);
    await journal.pictures.keep(crypto.randomUUID() as never, new Uint8Array(4), 1);
    await leftovers.look();
    expect(told.at(-1)).toEqual(['a']);
    await over();
    expect(asked.filter((each) => /^PUT .*\/image Bearer token-a$/.test(each))).toHaveLength(1);
    expect(await db.count('bytes')).toBe(0);
  });

  it('keeps its hands off the exam under way, and sends what is left of it afterwards', async () => {
    await leave('a', event);
    await leftovers.take('a');
    expect(told.at(-1)).toEqual([]);
    expect(asked).toEqual([]);
    await leftovers.giveBack();
    expect(told.at(-1)).toEqual(['a']);
    await over();
    expect(await db.count('entries')).toBe(0);
  });

  it('lets a session go that is taken while it is looked for, and sends each of the others once', async () => {
    await leave('a', event);
    await leave('b', event);
    // What the document does at its start is not over when the worker brings the exam back.
    let taken: Promise<void> | undefined;
    // oxlint-disable-next-line typescript/unbound-method -- called on the store that it was called on
    const { count } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'count').mockImplementationOnce(function (this: IDBObjectStore, of) {
      taken = leftovers.take('a');
      return count.call(this, of);
    });
    await leftovers.look();
    vi.restoreAllMocks();
    await taken;
    await over();
    const senders = asked.filter((each) => each.startsWith('GET')).map((each) => each.split(' ')[1]);
    expect(senders).toEqual(['/api/v1/sessions/b/recordings']);
    expect(await db.count('entries')).toBe(1);
  });

  it('keeps for 14 days what the server takes no more, then deletes it and says so', async () => {
    refusal = 'token_expired';
    await leave('a', event);
    await leftovers.look();
    await over();
    expect(await db.get('sessions', 'a')).toMatchObject({ denied: 'token_expired' });
    const before = asked.length;
    await leftovers.look();
    expect(told.at(-1)).toEqual([]);
    expect(asked).toHaveLength(before);
    expect(await db.count('entries')).toBe(1);

    const said = vi.spyOn(console, 'info').mockReturnValue();
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + KEPT_MS + 1000);
    await leftovers.look();
    vi.restoreAllMocks();
    expect(await db.count('entries')).toBe(0);
    expect(await db.count('sessions')).toBe(0);
    expect(said).toHaveBeenCalledOnce();
  });
});
