import * as v from 'valibot';
import type { SegmentKey } from './recording.ts';

/**
 * What of a session lies on the student's disk is sealed to the session's key, which only the server can open: a
 * sealed record is handed in as it is. ECDH on P-256 (all that Chrome 130 has) with a key made for the occasion,
 * HKDF-SHA-256, AES-256-GCM:
 *
 *   1 byte 0x01 · 65 bytes public key of the occasion (uncompressed point) · 12 bytes IV · ciphertext · 16 bytes tag
 *
 * The text that names the place of a record is bound to it (additional data), so that none can stand for another.
 */
export const SEAL_VERSION = 1;
export const SEAL_POINT_BYTES = 65;
export const SEAL_IV_BYTES = 12;
export const SEAL_TAG_BYTES = 16;
export const SEAL_OVERHEAD_BYTES = 1 + SEAL_POINT_BYTES + SEAL_IV_BYTES + SEAL_TAG_BYTES;
/** HKDF's `info` is this text, then the occasion's public key, then the session's. */
export const SEAL_INFO = 'examus journal seal v1';

export const sealPlace = {
  piece: (sessionId: string, { kind, epoch, seq }: SegmentKey): string =>
    `piece ${sessionId} ${kind} ${epoch} ${seq}`,
  entry: (sessionId: string, seq: number): string => `entry ${sessionId} ${seq}`,
  picture: (sessionId: string, messageId: string): string => `picture ${sessionId} ${messageId}`,
};

/** The session's public key: an uncompressed point, base64. */
export const sealKey = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{87}=$/));

/** A journal entry, JSON in UTF-8, as it lay on the disk. */
export const sealedEntry = v.object({
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Of the entry inside, so that it can be compared without being opened. */
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  sealed: v.pipe(v.string(), v.maxLength(64 * 1024), v.base64()),
});
export type SealedEntry = v.InferOutput<typeof sealedEntry>;
