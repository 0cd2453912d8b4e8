import * as v from 'valibot';
import { canonicalJson } from './canonical-json.ts';
import { personId, sessionId } from './ids.ts';
import { segmentFacts, type SegmentFacts } from './recording.ts';

/**
 * What makes a session's record hold up afterwards. Two chains, the student's journal and the server's acts, end in
 * heads; when a session closes the server signs a statement over both heads and over every piece of the recordings.
 */
const hex = (digits: number) => v.pipe(v.string(), v.regex(/^[0-9a-f]*$/), v.length(digits));
const sha256 = hex(64);
const epochMs = v.number();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** One act of a person or of the server itself (`personId` null) on a session. */
export const act = v.strictObject({
  /** 1, 2, 3 … without a gap. */
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  at: epochMs,
  what: v.string(),
  personId: v.nullable(personId),
  detail: v.string(),
  /** Of what the act is about, where that is kept elsewhere: consent text, photo, report, chat message, request. */
  about: v.nullable(sha256),
  prev: sha256,
  /** SHA-256 of `actText`. */
  hash: sha256,
});
export type Act = v.InferOutput<typeof act>;

/** The exact text that is hashed, as in the journal. */
export const actText = ({ seq, at, what, personId, detail, about, prev }: Omit<Act, 'hash'>): string =>
  canonicalJson({ seq, at, what, personId, detail, about, prev });

/** The text whose SHA-256 a chat act is `about`. */
export const chatText = ({ id, text }: { id: string; text: string }): string => canonicalJson({ id, text });

const head = v.strictObject({ seq: count, hash: sha256 });

export const statement = v.strictObject({
  version: v.literal(1),
  sessionId,
  /** First 16 hex digits of the public key's SHA-256. */
  keyId: hex(16),
  closedAt: epochMs,
  madeAt: epochMs,
  journal: head,
  acts: head,
  /** `digest` = SHA-256 of `segmentsText` of every piece acknowledged so far. */
  segments: v.strictObject({ count, bytes: count, digest: sha256 }),
});
export type Statement = v.InferOutput<typeof statement>;

/** The Ed25519 signature is over `canonicalJson(statement)`; the key is DER (SPKI), hex like everything here. */
export const signedStatement = v.strictObject({
  statement,
  publicKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{2,200}$/)),
  signature: hex(128),
});
export type SignedStatement = v.InferOutput<typeof signedStatement>;

export const storedSegment = v.strictObject({ ...segmentFacts.entries, storedAt: epochMs });
export type StoredSegment = v.InferOutput<typeof storedSegment>;

type Piece = Pick<SegmentFacts, 'kind' | 'epoch' | 'seq' | 'sha256' | 'bytes'>;
export const segmentsText = (pieces: readonly Piece[]): string =>
  [...pieces]
    .sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.epoch - b.epoch || a.seq - b.seq))
    .map(({ kind, epoch, seq, sha256, bytes }) => `${kind} ${epoch} ${seq} ${sha256} ${bytes}\n`)
    .join('');

/**
 * `export.json`, the last file but one of an exported archive: every file before it. `lines` are the first 8 digits
 * of the SHA-256 of each line of an `.ndjson` file; they only tell where a change is, `sha256` is what proves it.
 */
export const exportList = v.strictObject({
  version: v.literal(1),
  sessionId,
  exportedAt: epochMs,
  files: v.array(
    v.strictObject({
      path: v.string(),
      sha256,
      lines: v.optional(v.array(hex(8))),
    }),
  ),
});
export type ExportList = v.InferOutput<typeof exportList>;
export type ListedFile = ExportList['files'][number];

/** `signature.json`, the last file: signs `exportText(sha256 of export.json)`. */
export const exportSignature = v.strictObject({
  algorithm: v.literal('Ed25519'),
  keyId: hex(16),
  publicKey: signedStatement.entries.publicKey,
  sha256,
  signature: hex(128),
});
export type ExportSignature = v.InferOutput<typeof exportSignature>;
export const exportText = (sha256: string): string => `examus evidence 1\n${sha256}\n`;
