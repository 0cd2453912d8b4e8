import { ExamusError } from '../../protocol/errors.ts';
import { bytesHeaders } from '../../protocol/api.ts';
import { sealPlace } from '../../protocol/seal.ts';
import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { takeEntries } from '../journal/take-entries.ts';
import { assertSighted } from '../review/blind.ts';
import { findSegment } from './find-segment.ts';
import { holdBack } from './hold-back.ts';
import { mediaPlaylist } from './playlist.ts';
import { keepDelivered } from './keep-delivered.ts';
import { PieceParts, readPart } from './piece-parts.ts';
import { assertHasRun, putSegment } from './put-segment.ts';
import { readDelivery } from './read-delivery.ts';
import { readSegmentHeaders, sealedEpochOf } from './segment-headers.ts';

type Served = 'putSegment' | 'deliver' | 'listSegments' | 'playlist' | 'segment' | 'photo';

/** Pieces come in from the student's machine and go out to whoever reviews. */
export function recordingHandlers(services: Services): Pick<Handlers, Served> {
  const { db, blobs } = services;
  return {
    async putSegment({ input, request }) {
      const { sessionId, ...key } = input.params;
      const headers = readSegmentHeaders(request.headers);
      const isSealed = request.headers[bytesHeaders.sealed] === '1';
      const place = { ...key, epoch: sealedEpochOf(request.headers) ?? key.epoch };
      const keep = (body: Uint8Array): Promise<void> => {
        const bytes = isSealed
          ? services.sealKeys.open(sessionId, body, sealPlace.piece(sessionId, place))
          : body;
        return putSegment(services, sessionId, key, headers, bytes);
      };
      const part = readPart(request.headers, input.body.length);
      if (!part) {
        await keep(input.body);
        return { stored: true };
      }
      await assertHasRun(db, sessionId);
      const parts = new PieceParts(blobs, sessionId, key, headers.sha256, part.total);
      const whole = await parts.add(part.from, input.body);
      if (!whole) return { stored: false };
      try {
        await keep(whole);
      } finally {
        // Whatever becomes of it: what was altered on the way is to be sent anew.
        await parts.forget();
      }
      return { stored: true };
    },

    async deliver({ input }) {
      const { sessionId } = input.params;
      const { pieces, entries } = readDelivery(input.body);
      for (const piece of pieces) await keepDelivered(services, sessionId, piece);
      return takeEntries(services, sessionId, entries);
    },

    async listSegments({ input }) {
      const { sessionId } = input.params;
      const segments = await db
        .selectFrom('segments')
        .select(['kind', 'epoch', 'seq', 'sha256'])
        .where('sessionId', '=', sessionId)
        // What was lost is asked for again.
        .where('missing', '=', false)
        .orderBy('kind')
        .orderBy('epoch')
        .orderBy('seq')
        .execute();
      const { journalSeq, journalHash } = await db
        .selectFrom('sessions')
        .select(['journalSeq', 'journalHash'])
        .where('id', '=', sessionId)
        .executeTakeFirstOrThrow();
      return { segments, journalSeq, journalHash };
    },

    async playlist({ input, reply }) {
      const { sessionId, kind } = input.params;
      const segments = await db
        .selectFrom('segments')
        .select(['epoch', 'seq', 'startAt', 'durationMs', 'storedAt'])
        .where('sessionId', '=', sessionId)
        .where('missing', '=', false)
        .where('kind', '=', kind)
        .execute();
      const { phase } = await db
        .selectFrom('sessions')
        .select('phase')
        .where('id', '=', sessionId)
        .executeTakeFirstOrThrow();
      void reply.header('content-type', 'application/vnd.apple.mpegurl').header('cache-control', 'no-store');
      const isOver = phase === 'closed';
      return Buffer.from(mediaPlaylist(isOver ? segments : holdBack(segments, services.now()), isOver));
    },

    async segment({ input, reply }) {
      const { sessionId, kind, epoch, seq } = input.params;
      const row = await findSegment(db, sessionId, { kind, epoch, seq });
      if (!row) throw new ExamusError('not_found', 'no such piece of a recording');
      // A piece never changes, but it may be deleted: an hour, a review's time, is all a proctor's browser keeps it.
      void reply
        .header('content-type', 'video/mp4')
        .header('cache-control', 'private, max-age=3600, immutable')
        .header('etag', `"${row.sha256}"`);
      return Buffer.from(await blobs.get(row.blobKey));
    },

    async photo({ input, caller, reply }) {
      const { sessionId, photo } = input.params;
      await assertSighted(db, sessionId, caller.person);
      const row = await db
        .selectFrom('photos')
        .select(['blobKey', 'mimeType'])
        .where('sessionId', '=', sessionId)
        .where('kind', '=', photo)
        .executeTakeFirst();
      if (!row) throw new ExamusError('not_found', 'no such photo');
      void reply
        .header('content-type', row.mimeType)
        .header('cache-control', 'private, no-store')
        .header('x-content-type-options', 'nosniff');
      return Buffer.from(await blobs.get(row.blobKey));
    },
  };
}
