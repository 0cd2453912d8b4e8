import * as v from 'valibot';
import { journalEntry } from './journal.ts';
import { segmentFacts } from './recording.ts';
import { SEAL_OVERHEAD_BYTES, sealedEntry } from './seal.ts';

/**
 * Body of a delivery: what was recorded since the last one, with what the journal tells of it, in one request. Three
 * parts, nothing between them:
 *
 *   4 bytes, big-endian: length of the head · head: JSON in UTF-8, raw DEFLATE (RFC 1951) · the pieces' bytes in order
 */
export const DELIVERY_LENGTH_BYTES = 4;
/** More goes piece by piece. Proxies refuse larger bodies unless they are told otherwise (nginx: 1 MiB). */
export const MAX_DELIVERY_BYTES = 768 * 1024;

export const deliveredPiece = v.object({
  ...segmentFacts.entries,
  /** The bytes are a sealed record (`seal.ts`); everything else tells of what is in it. */
  sealed: v.optional(v.literal(true)),
});
export type DeliveredPiece = v.InferOutput<typeof deliveredPiece>;

export const deliveryHead = v.object({
  entries: v.pipe(v.array(v.union([journalEntry, sealedEntry])), v.maxLength(100)),
  pieces: v.pipe(v.array(deliveredPiece), v.minLength(1), v.maxLength(20)),
});
export type DeliveryHead = v.InferOutput<typeof deliveryHead>;

/** How many bytes of the body are this piece. */
export const lengthOf = ({ bytes, sealed }: DeliveredPiece): number =>
  bytes + (sealed ? SEAL_OVERHEAD_BYTES : 0);
