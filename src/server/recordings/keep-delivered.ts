import * as v from 'valibot';
import { ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { sealPlace } from '../../protocol/seal.ts';
import type { Services } from '../context.ts';
import { putSegment } from './put-segment.ts';
import type { Delivery } from './read-delivery.ts';
import { assertVideo, moment } from './segment-headers.ts';

/** Keeps one piece of a delivery. A refusal names it in `details.piece`, so that the others are not held up by it. */
export async function keepDelivered(
  services: Services,
  sessionId: SessionId,
  { facts, bytes }: Delivery['pieces'][number],
): Promise<void> {
  const { kind, epoch, seq, sealed, sha256, mimeType, startAt, durationMs } = facts;
  const key = { kind, epoch, seq };
  try {
    assertVideo(mimeType);
    if (!v.is(moment, startAt)) throw new ExamusError('bad_request', 'the piece starts in another century');
    const plain = sealed ? services.sealKeys.open(sessionId, bytes, sealPlace.piece(sessionId, key)) : bytes;
    await putSegment(services, sessionId, key, { sha256, mimeType, startAt, durationMs }, plain);
  } catch (error) {
    if (!(error instanceof ExamusError)) throw error;
    throw new ExamusError(
      error.code,
      error.message,
      { ...Object(error.details), piece: key },
      { cause: error },
    );
  }
}
