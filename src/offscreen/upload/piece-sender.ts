import { bytesHeaders } from '../../protocol/api.ts';
import { type ErrorCode, ExamusError } from '../../protocol/errors.ts';
import type { SegmentFacts } from '../../protocol/recording.ts';
import { api } from '../../shared/api-client.ts';
import type { CallOptions } from '../../shared/call-route.ts';
import { sha256Hex } from '../../shared/hash.ts';
import type { Journal, KeptBytes } from '../journal/journal.ts';
import { pieceName } from '../journal/pending.ts';
import type { UploadTarget } from './uploader.ts';

export interface PieceSenderOptions {
  journal: Journal;
  target: UploadTarget;
  call: () => CallOptions;
  onSent: (bytes: number) => void;
}

/** A segment of 16 MiB at 1 Mbit/s takes 134 s. */
const PIECE_TIMEOUT_MS = 180_000;
/** Bytes that arrive otherwise than they left may have been altered on the way, or in memory. */
const WRONG_HASH_TRIES = 3;
/** A way to the server that takes less in one request takes nothing at all. */
const LEAST_PART_BYTES = 16 * 1024;
/** A piece that nothing can be done for is tried again now and then, behind the others. */
const ASIDE_MS = 60_000;

/** Refusals that no repetition mends. `wrong_phase`: the server is done with the session. */
const final: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['bad_request', 'unsupported_media', 'wrong_phase']);

/**
 * Sends one piece at a time, in parts where something on the way takes no large requests, and decides what a refusal
 * means for it.
 */
export class PieceSender {
  readonly #options: PieceSenderOptions;
  readonly #wrongHashes = new Map<string, number>();
  readonly #asideUntil = new Map<string, number>();
  /** The way to the server, e.g. a proxy of the institution, was found to take no more than this in one request. */
  #mostBytes = Infinity;

  constructor(options: PieceSenderOptions) {
    this.#options = options;
  }

  /** How long this piece is to wait for the others. */
  asideMs(segment: SegmentFacts, now: number): number {
    return (this.#asideUntil.get(pieceName(segment)) ?? 0) - now;
  }

  /** Rejects with what is to be tried again after a pause. */
  async send(segment: SegmentFacts): Promise<void> {
    const { journal, onSent } = this.#options;
    const name = pieceName(segment);
    const piece = await this.#readable(segment);
    if (!piece) return journal.refuse(name, 'missing');
    try {
      await this.#put(segment, piece);
    } catch (error) {
      if (!(error instanceof ExamusError)) throw error;
      if (error.code === 'conflict') return journal.renumber(segment);
      if (error.code === 'too_large') return this.#takeSmaller(name, piece.bytes.byteLength);
      if (error.code === 'wrong_hash') return this.#sendAnew(name, error);
      if (final.has(error.code)) return journal.refuse(name, error.code);
      throw error;
    }
    onSent(piece.bytes.byteLength);
    this.#wrongHashes.delete(name);
    await journal.markStored(name);
  }

  /** Bytes in memory that are not what was recorded are left for those on the disk. */
  async #readable({ sha256, ...key }: SegmentFacts): Promise<KeptBytes | null> {
    const { journal } = this.#options;
    const name = pieceName(key);
    const piece = await journal.bytesOf(name);
    if (!this.#wrongHashes.has(name) || !piece || piece.isSealed) return piece;
    if ((await sha256Hex(new Uint8Array(piece.bytes))) === sha256) return piece;
    journal.distrust(name);
    return journal.bytesOf(name);
  }

  async #put(segment: SegmentFacts, piece: KeptBytes): Promise<void> {
    const { kind, epoch, seq } = segment;
    const { sessionId, api: target } = this.#options.target;
    const params = { sessionId, kind, epoch: String(epoch), seq: String(seq) };
    const { sealedEpoch } = piece;
    const headers = {
      'content-type': segment.mimeType,
      [bytesHeaders.sha256]: segment.sha256,
      [bytesHeaders.startAt]: String(segment.startAt),
      [bytesHeaders.durationMs]: String(segment.durationMs),
      ...(piece.isSealed ? { [bytesHeaders.sealed]: '1' } : {}),
      ...(sealedEpoch === undefined ? {} : { [bytesHeaders.sealedEpoch]: String(sealedEpoch) }),
    };
    const options = { ...this.#options.call(), timeoutMs: PIECE_TIMEOUT_MS };
    const total = piece.bytes.byteLength;
    if (total <= this.#mostBytes) {
      await api(target(), 'putSegment', { params, body: piece.bytes }, { ...options, headers });
      return;
    }
    for (let from = 0; from < total; from += this.#mostBytes) {
      const body = piece.bytes.slice(from, from + this.#mostBytes);
      const ofPart = { ...options, headers: { ...headers, [bytesHeaders.part]: `${from}/${total}` } };
      const { stored } = await api(target(), 'putSegment', { params, body }, ofPart);
      if (stored) return;
    }
    throw new ExamusError('unavailable', 'the server does not have all parts');
  }

  /** Smaller requests, at once; where there can be none, the others first. */
  #takeSmaller(name: string, bytes: number): void {
    const tried = Math.min(bytes, this.#mostBytes);
    if (tried > LEAST_PART_BYTES) this.#mostBytes = Math.max(LEAST_PART_BYTES, Math.ceil(tried / 2));
    else this.#asideUntil.set(name, performance.now() + ASIDE_MS);
  }

  async #sendAnew(name: string, error: ExamusError): Promise<void> {
    const tries = (this.#wrongHashes.get(name) ?? 0) + 1;
    this.#wrongHashes.set(name, tries);
    if (tries < WRONG_HASH_TRIES) throw error;
    this.#wrongHashes.delete(name);
    await this.#options.journal.refuse(name, error.code);
  }
}
