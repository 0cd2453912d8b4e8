import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { MessageId } from '../../protocol/ids.ts';
import type { JournalEntry } from '../../protocol/journal.ts';
import type { SealedEntry } from '../../protocol/seal.ts';
import type { Hint } from '../../protocol/view-port.ts';
import type { BreakHere } from './breaks-here.ts';
import type { Pending } from './pending.ts';

/** What must be known of a session to go on with its journal, and to send its rest without a login. */
export interface SessionMeta {
  sessionId: string;
  origin: string;
  uploadToken: string;
  /** The session's public key: what is written here can be read by the server alone. */
  sealKey: string;
  /** Tells this computer from another one in the same exam. */
  client: string;
  /** Last entry appended: the next one continues here. */
  seq: number;
  hash: string;
  /**
   * The student's side has decided to end: nothing is recorded any more, whatever the server still believes, until it
   * has ended the session and opens it again.
   */
  ended: boolean;
  /** Breaks of this session that were begun or ended here. */
  breaks?: readonly BreakHere[];
  /** Hints that the student was asked about and has answered. */
  answered?: readonly Hint[];
  /** How the student holds the head when looking at the screen, in degrees: see `detect/calibration.ts`. */
  level?: { yaw: number; pitch: number };
  /** `Date.now()` of the last entry. */
  changedAt: number;
  /** The server takes no more for it: error code. */
  denied?: string;
}

/**
 * Facts of pieces (how much was recorded when) stand in clear, since they are needed to send the pieces. What was
 * recorded, written, seen or done does not: such an entry is sealed.
 */
export interface StoredEntry {
  sessionId: string;
  seq: number;
  entry: JournalEntry | SealedEntry;
  /** The server acknowledged the entry. */
  posted: boolean;
  /** See `Pending`. */
  stored: Pending['stored'];
}

export interface StoredBytes {
  sessionId: string;
  /** See `pieceName` and `pictureName`. */
  name: string;
  /** A sealed record. */
  sealed: ArrayBuffer;
  /** The epoch it was sealed under, where the piece has another one by now. */
  sealedEpoch?: number;
  /** Set when the server will never take them: error code. Kept for a person to look at. */
  refused?: string;
  /** What is told of a picture of the chat. */
  picture?: PictureFacts;
}

export interface PictureFacts {
  id: MessageId;
  /** When it was chosen, server time. */
  at: number;
  /** Of the picture inside. */
  sha256: string;
}

interface Schema extends DBSchema {
  sessions: { key: string; value: SessionMeta };
  entries: { key: [string, number]; value: StoredEntry };
  bytes: { key: [string, string]; value: StoredBytes };
}
export type JournalDatabase = IDBPDatabase<Schema>;
const stores = ['sessions', 'entries', 'bytes'] as const;

export const openJournalDatabase = (name = 'examus-journal'): Promise<JournalDatabase> =>
  openDB<Schema>(name, 2, {
    upgrade(db) {
      // Version 1 was written in clear; nobody had it outside a trial.
      for (const store of stores) if (db.objectStoreNames.contains(store)) db.deleteObjectStore(store);
      db.createObjectStore('sessions', { keyPath: 'sessionId' });
      db.createObjectStore('entries', { keyPath: ['sessionId', 'seq'] });
      db.createObjectStore('bytes', { keyPath: ['sessionId', 'name'] });
    },
  });

/** All keys of one session: arrays sort behind numbers and texts (Indexed Database API, 2.4). */
export const rangeOf = (sessionId: string): IDBKeyRange => IDBKeyRange.bound([sessionId], [sessionId, []]);
/** The entries of one session that can still be sent: once, refused ones stayed here under negative numbers. */
export const sendableOf = (sessionId: string): IDBKeyRange =>
  IDBKeyRange.bound([sessionId, 0], [sessionId, []]);

/** The pictures of one session's chat. */
const picturesOf = (sessionId: string): IDBKeyRange =>
  IDBKeyRange.bound([sessionId, pictureName('')], [sessionId, pictureName('\uffff')]);

/** What a picture of the chat is called in the journal. */
export const pictureName = (id: string): string => `picture ${id}`;

/** What is known of a session, and what of it can still be sent. */
export async function readSession(db: JournalDatabase, sessionId: string) {
  const known = await db.get('sessions', sessionId);
  const rows = await db.getAll('entries', sendableOf(sessionId));
  const pictures = await db.getAll('bytes', picturesOf(sessionId));
  return { known, rows, pictures: pictures.flatMap(({ picture }) => picture ?? []) };
}

/** How much of a session can still be sent. */
export const countUnsent = async (db: JournalDatabase, sessionId: string): Promise<number> =>
  (await db.count('entries', sendableOf(sessionId))) + (await db.count('bytes', picturesOf(sessionId)));

/** Forgets a session with everything of it. */
export async function deleteSession(db: JournalDatabase, sessionId: string): Promise<void> {
  const deleting = db.transaction(stores, 'readwrite');
  await Promise.all([
    deleting.objectStore('sessions').delete(sessionId),
    deleting.objectStore('entries').delete(rangeOf(sessionId)),
    deleting.objectStore('bytes').delete(rangeOf(sessionId)),
    deleting.done,
  ]);
}
