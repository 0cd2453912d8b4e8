import type { DeliveredPiece } from '../../protocol/delivery.ts';
import { type ErrorCode, ExamusError } from '../../protocol/errors.ts';
import type { SessionView } from '../../protocol/views.ts';
import { api } from '../../shared/api-client.ts';
import type { CallOptions } from '../../shared/call-route.ts';
import type { Journal } from '../journal/journal.ts';
import { pieceName } from '../journal/pending.ts';
import type { Delivery } from './delivery-of.ts';
import { packDelivery } from './pack-delivery.ts';
import type { UploadTarget } from './uploader.ts';

export interface DeliverySenderOptions {
  journal: Journal;
  target: UploadTarget;
  call: () => CallOptions;
  onSession: (session: SessionView) => void;
  onSent: (bytes: number) => void;
}

const DELIVERY_TIMEOUT_MS = 180_000;
/** Sent singly it turns out which of them the server does not take, and what is to be done about that one. */
const mixed: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'too_large',
  'conflict',
  'wrong_hash',
  'bad_request',
  'unsupported_media',
  'wrong_phase',
  'internal',
]);

/** Sends in one request what was recorded since the last one, with its entries. */
export class DeliverySender {
  readonly #options: DeliverySenderOptions;

  constructor(options: DeliverySenderOptions) {
    this.#options = options;
  }

  /**
   * Resolves with null when all of it is on the server, else with why it has to go singly. Rejects with what is to be
   * tried again after a pause.
   */
  async send({ entries, segments }: Delivery): Promise<ErrorCode | 'piecemeal' | null> {
    const { journal, target, call, onSession, onSent } = this.#options;
    const pieces: DeliveredPiece[] = [];
    const bytes: ArrayBuffer[] = [];
    for (const segment of segments) {
      const piece = await journal.bytesOf(pieceName(segment));
      if (!piece || piece.sealedEpoch !== undefined) return 'piecemeal';
      pieces.push({ ...segment, ...(piece.isSealed ? { sealed: true } : {}) });
      bytes.push(piece.bytes);
    }
    const body = await packDelivery({ entries, pieces }, bytes);
    const params = { sessionId: target.sessionId as never };
    const options = { ...call(), timeoutMs: DELIVERY_TIMEOUT_MS };
    try {
      const answer = await api(target.api(), 'deliver', { params, body }, options);
      onSent(body.byteLength);
      await journal.markDelivered(segments.map(pieceName), entries.length > 0 ? answer.acknowledged : 0);
      onSession(answer.session);
      return null;
    } catch (error) {
      if (error instanceof ExamusError && mixed.has(error.code)) return error.code;
      throw error;
    }
  }
}
