import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { JournalEntry } from '../../protocol/journal.ts';
import type { RecordingKind } from '../../protocol/recording.ts';

/** What must be known of a session to go on with its journal, and to send its rest without a login. */
export interface SessionMeta {
  sessionId: string;
  origin: string;
  uploadToken: string;
  /** Tells this computer from another one in the same exam. */
  client: string;
  /** Last entry appended: the next one continues here. */
  seq: number;
  hash: string;
  /** Last epoch begun per recording. */
  epochs: Partial<Record<RecordingKind, number>>;
  /** The student's side has decided to end: nothing is recorded any more, whatever the server still believes. */
  ended: boolean;
}

export interface StoredEntry {
  sessionId: string;
  seq: number;
  entry: JournalEntry;
  /** The server acknowledged the entry. */
  posted: boolean;
  /** The server acknowledged the bytes; true from the start where there are none. */
  stored: boolean;
}

export interface StoredBytes {
  sessionId: string;
  seq: number;
  bytes: ArrayBuffer;
  /** Set when the server will never take them: error code. Kept for a person to look at. */
  refused?: string;
}

interface Schema extends DBSchema {
  sessions: { key: string; value: SessionMeta };
  entries: { key: [string, number]; value: StoredEntry };
  bytes: { key: [string, number]; value: StoredBytes };
}
export type JournalDatabase = IDBPDatabase<Schema>;

export const openJournalDatabase = (name = 'examus-journal'): Promise<JournalDatabase> =>
  openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('sessions', { keyPath: 'sessionId' });
      db.createObjectStore('entries', { keyPath: ['sessionId', 'seq'] });
      db.createObjectStore('bytes', { keyPath: ['sessionId', 'seq'] });
    },
  });

/** All keys of one session. */
export const rangeOf = (sessionId: string): IDBKeyRange =>
  IDBKeyRange.bound([sessionId, 0], [sessionId, Number.MAX_SAFE_INTEGER]);
