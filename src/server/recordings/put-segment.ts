import { createHash } from 'node:crypto';
import { ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { MAX_SEGMENT_BYTES, segmentKey, type SegmentKey } from '../../protocol/recording.ts';
import type { Services } from '../context.ts';
import { isAhead, isFresh, noteContact } from '../sessions/contact.ts';
import type { Queries } from '../store/database.ts';
import { findSegment } from './find-segment.ts';
import { keepSegment } from './keep-segment.ts';
import { markClock } from './mark-clock.ts';
import { looksLikeSegment } from './segment-bytes.ts';
import type { SegmentHeaders } from './segment-headers.ts';

/**
 * Keeps one piece of a recording: bytes durable first, then the row; the caller may forget its copy when this
 * resolves. The same bytes again are fine, other bytes under the same name are a `conflict`. Pieces are taken for as
 * long as the upload token lives, also long after the session closed, but never of one that has not begun to run.
 */
export async function putSegment(
  services: Services,
  sessionId: SessionId,
  key: SegmentKey,
  headers: SegmentHeaders,
  bytes: Uint8Array,
): Promise<void> {
  assertPiece(key, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== headers.sha256)
    throw new ExamusError('wrong_hash', 'the bytes are not what their hash says', { sha256 });
  await assertHasRun(services.db, sessionId);

  if (!(await isStored(services.db, sessionId, key, sha256))) {
    // The hash in the key: two uploads at once of different bytes cannot write over what was acknowledged.
    const blobKey = `sessions/${sessionId}/${key.kind}/${key.epoch}/${key.seq}-${sha256}`;
    await services.blobs.put(blobKey, bytes);
    // From a clock that is ahead they are taken all the same, and the session is marked.
    const until = isAhead(headers.startAt, services.now()) ? null : headers.startAt + headers.durationMs;
    await keepSegment(
      services,
      { sessionId, ...key, ...headers, blobKey, bytes: bytes.length, storedAt: services.now() },
      until,
    );
    try {
      // Of two at once one made the row; this throws when it was the other one's bytes.
      await isStored(services.db, sessionId, key, sha256);
    } catch (error) {
      await services.blobs.delete(blobKey);
      throw error;
    }
    if (until === null) await markClock(services, sessionId, headers.startAt - services.now());
    else if (isFresh(until, services.now())) await noteContact(services, sessionId, true);
  }
}

function assertPiece(key: SegmentKey, bytes: Uint8Array): void {
  for (const name of ['epoch', 'seq'] as const) {
    const max = segmentKey.entries[name].pipe[3].requirement;
    if (key[name] > max) throw new ExamusError('bad_request', `${name} is at most ${max}`);
  }
  if (bytes.length > MAX_SEGMENT_BYTES) throw new ExamusError('too_large', 'a piece has at most 16 MiB');
  if (!looksLikeSegment(bytes, key.seq)) {
    throw new ExamusError('unsupported_media', 'not a piece of a fragmented MP4 recording');
  }
}

export async function assertHasRun(db: Queries, sessionId: SessionId): Promise<void> {
  const session = await db
    .selectFrom('sessions')
    .select(['phase', 'startedAt'])
    .where('id', '=', sessionId)
    .executeTakeFirst();
  if (!session) throw new ExamusError('not_found', 'no such session');
  if (session.startedAt === null) {
    throw new ExamusError('wrong_phase', 'nothing is recorded before the exam runs', {
      phase: session.phase,
    });
  }
}

async function isStored(
  db: Queries,
  sessionId: SessionId,
  key: SegmentKey,
  sha256: string,
): Promise<boolean> {
  const row = await findSegment(db, sessionId, key);
  if (row && row.sha256 !== sha256) {
    throw new ExamusError('conflict', 'other bytes are stored under this name', { sha256: row.sha256 });
  }
  return row?.missing === false;
}
