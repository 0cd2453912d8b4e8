import {
  countUnsent,
  deleteSession,
  type JournalDatabase,
  rangeOf,
  type SessionMeta,
} from '../journal/database.ts';
import { sendLeftover } from './send-leftover.ts';

export interface LeftoversOptions {
  openDatabase: () => Promise<JournalDatabase>;
  /** Server time, for nothing but the journal's own entries: a leftover gets none. */
  now: () => number;
  /** Sessions of which something is still to be sent. */
  onChange: (sessionIds: string[]) => void;
  signal: AbortSignal;
}

/** What cannot be sent any more is kept this long, as long as the server takes it, then deleted. */
export const KEPT_MS = 14 * 24 * 3600_000;

/**
 * What sessions that ended, or were left, on this computer still have to send. It goes up by each session's own upload
 * token: without a login, whoever signed in since, and without being shown to them.
 */
export class Leftovers {
  readonly #options: LeftoversOptions;
  readonly #sending = new Map<string, { life: AbortController; done: Promise<void> }>();
  /** The exam under way: its own line sends. */
  #taken: string | null = null;

  constructor(options: LeftoversOptions) {
    this.#options = options;
  }

  /** Begins to send whatever is there, and forgets what nobody needs any more. */
  async look(): Promise<void> {
    // A full disk may not even open; what lies there is looked at the next time.
    const db = await this.#options.openDatabase().catch(() => null);
    if (!db) return;
    for (const meta of await db.getAll('sessions')) {
      const { sessionId } = meta;
      if (this.#isInHand(sessionId)) continue;
      const unsent = await countUnsent(db, sessionId);
      // Meanwhile it may have become the exam under way, or another look may have begun to send it.
      if (this.#isInHand(sessionId)) continue;
      if (Date.now() - meta.changedAt > KEPT_MS) await this.#forget(db, meta, unsent);
      else if (meta.denied === undefined && (unsent > 0 || meta.ended)) this.#send(db, meta);
    }
    this.#tell();
  }

  /** The session is an exam again, or still: from now on that one alone touches its journal. */
  async take(sessionId: string): Promise<void> {
    this.#taken = sessionId;
    const sending = this.#sending.get(sessionId);
    sending?.life.abort();
    await sending?.done;
    await this.look();
  }

  async giveBack(): Promise<void> {
    this.#taken = null;
    await this.look();
  }

  #isInHand(sessionId: string): boolean {
    return sessionId === this.#taken || this.#sending.has(sessionId);
  }

  #send(db: JournalDatabase, meta: SessionMeta): void {
    const life = new AbortController();
    const signal = AbortSignal.any([life.signal, this.#options.signal]);
    const done = sendLeftover({ db, meta, now: this.#options.now, signal })
      .then(async (outcome) => {
        if (outcome === 'sent') await this.#keepRefused(db, meta);
        else if (outcome !== 'stopped') await deny(db, meta, outcome);
      })
      .catch((error: unknown) => log('what was left of a session could not be sent', error))
      .finally(() => {
        this.#sending.delete(meta.sessionId);
        this.#tell();
      });
    this.#sending.set(meta.sessionId, { life, done });
  }

  /** All the server would take is there. Pieces that it refused stay for a while, for a person to look at. */
  async #keepRefused(db: JournalDatabase, meta: SessionMeta): Promise<void> {
    const refused = await db.count('bytes', rangeOf(meta.sessionId));
    if (refused === 0) await deleteSession(db, meta.sessionId);
    else await deny(db, meta, 'conflict');
  }

  async #forget(db: JournalDatabase, { sessionId, denied }: SessionMeta, unsent: number): Promise<void> {
    await deleteSession(db, sessionId);
    log('what was left of a session was deleted after 14 days', { sessionId, denied, unsent });
  }

  #tell(): void {
    this.#options.onChange([...this.#sending.keys()]);
  }
}

/** From now on it is only kept. Read again: sending may have changed it. */
async function deny(db: JournalDatabase, { sessionId }: SessionMeta, denied: string): Promise<void> {
  const meta = await db.get('sessions', sessionId);
  if (meta) await db.put('sessions', { ...meta, denied });
}

// oxlint-disable-next-line no-console -- nobody looks at this document; its console is its log
const log = (text: string, facts: unknown): void => console.info(text, facts);
