import type { FastifyBaseLogger } from 'fastify';
import type { SessionId } from '../protocol/ids.ts';
import type { Judged } from '../protocol/review.ts';
import type { ChatMessage } from '../protocol/views.ts';
import type { Warning } from '../protocol/warnings.ts';
import type { BlobStore } from './blobs/blob-store.ts';
import type { Room } from './blobs/room.ts';
import type { Config } from './config.ts';
import type { Signer } from './evidence/signing-key.ts';
import type { SealKeys } from './sessions/seal-keys.ts';
import type { Database } from './store/database.ts';
import type { Seal } from './store/seal.ts';

/** What every part of the server is built with: given as an argument, never imported as an instance. */
export interface Services {
  db: Database;
  blobs: BlobStore;
  /** On the disk of the data directory. */
  room: Room;
  /** Milliseconds since 1970; tests turn it. */
  now: () => number;
  log: FastifyBaseLogger;
  config: Config;
  /** Origin under which people reach this server, without a slash at the end. Known once it listens. */
  origin: () => string;
  /** Encrypts what must be read again, e.g. an institution's client secret. */
  seal: Seal;
  /** Opens what students' machines sealed for this server. */
  sealKeys: SealKeys;
  /** Vouches for what is stored of closed sessions. */
  signer: Signer;
  live: LiveHub;
}

/** Tells those who watch over the live socket. Best effort: whatever it tells can also be fetched. */
export interface LiveHub {
  /** The session changed: its student gets the new view, its institution's proctors the new row. */
  sessionChanged(sessionId: SessionId): void;
  chatAdded(sessionId: SessionId, message: ChatMessage): void;
  warningChanged(sessionId: SessionId, warning: Warning): void;
  judged(sessionId: SessionId, judged: Judged): void;
}
