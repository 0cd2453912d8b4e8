import { bytesHeaders } from '../../protocol/api.ts';
import { type ErrorCode, ExamusError } from '../../protocol/errors.ts';
import type { SegmentFacts } from '../../protocol/recording.ts';
import { api } from '../../shared/api-client.ts';
import type { CallOptions } from '../../shared/call-route.ts';
import { sha256Hex } from '../../shared/hash.ts';
import type { Journal, KeptBytes } from '../journal/journal.ts';
import { epochName, pieceName } from '../journal/pending.ts';
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
/** A server that fails at one piece again and again fails at this piece, and not at all. */
const FAULT_TRIES = 3;
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
  /** How often the server itself failed at a piece. */
  readonly #faults = new Map<string, number>();
  /** By the name of a piece; by that of an epoch where all of it has to wait. */
  readonly #asideUntil = new Map<string, number>();
  /** The way to the server, e.g. a proxy of the institution, was found to take no more than this in one request. */
  #mostBytes = Infinity;

  constructor(options: PieceSenderOptions) {
    this.#options = options;
  }

  /** How long this piece is to wait for the others. */
  asideMs(segment: SegmentFacts, now: number): number {
    const until = [pieceName(segment), epochName(segment)].map((name) => this.#asideUntil.get(name) ?? 0);
    return Math.max(...until) - now;
  }

  /** Rejects with what is to be tried again after a pause. */
  async send(segment: SegmentFacts): Promise<void> {
    const { journal, onSent } = this.#options;
    const name = pieceName(segment);
    const piece = await this.#readable(segment);
    if (!piece) return journal.refuse(name, 'missing');
    // Another lane may find out meanwhile that less is taken.
    const mostBytes = this.#mostBytes;
    try {
      await this.#put(segment, piece, mostBytes);
    } catch (error) {
      if (!(error instanceof ExamusError)) throw error;
      if (error.code === 'conflict') return journal.renumber(segment);
      if (error.code === 'too_large') {
        return this.#takeSmaller(name, Math.min(piece.bytes.byteLength, mostBytes));
      }
      if (error.code === 'wrong_hash') return this.#sendAnew(name, error);
      if (final.has(error.code)) return journal.refuse(name, error.code);
      if (error.code === 'internal') this.#countFault(segment);
      throw error;
    }
    onSent(piece.bytes.byteLength);
    this.#wrongHashes.delete(name);
    this.#faults.delete(name);
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

  async #put(segment: SegmentFacts, piece: KeptBytes, mostBytes: number): Promise<void> {
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
    if (total <= mostBytes) {
      await api(target(), 'putSegment', { params, body: piece.bytes }, { ...options, headers });
      return;
    }
    for (let from = 0; from < total; from += mostBytes) {
      const body = piece.bytes.slice(from, from + mostBytes);
      const ofPart = { ...options, headers: { ...headers, [bytesHeaders.part]: `${from}/${total}` } };
      const { stored } = await api(target(), 'putSegment', { params, body }, ofPart);
      if (stored) return;
    }
    throw new ExamusError('unavailable', 'the server does not have all parts');
  }

  /** Smaller requests, at once; where there can be none, the others first. */
  #takeSmaller(name: string, triedBytes: number): void {
    const next = Math.max(LEAST_PART_BYTES, Math.ceil(triedBytes / 2));
    if (triedBytes > LEAST_PART_BYTES) this.#mostBytes = Math.min(this.#mostBytes, next);
    else this.#asideUntil.set(name, performance.now() + ASIDE_MS);
  }

  /** The other recordings go on; what was recorded after this piece stays behind it. */
  #countFault(segment: SegmentFacts): void {
    const name = pieceName(segment);
    const faults = (this.#faults.get(name) ?? 0) + 1;
    this.#faults.set(name, faults);
    if (faults >= FAULT_TRIES) this.#asideUntil.set(epochName(segment), performance.now() + ASIDE_MS);
  }

  async #sendAnew(name: string, error: ExamusError): Promise<void> {
    const tries = (this.#wrongHashes.get(name) ?? 0) + 1;
    this.#wrongHashes.set(name, tries);
    if (tries < WRONG_HASH_TRIES) throw error;
    this.#wrongHashes.delete(name);
    await this.#options.journal.refuse(name, error.code);
  }
}
