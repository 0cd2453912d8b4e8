import type { SessionId } from '../../protocol/ids.ts';
import type { SegmentKey } from '../../protocol/recording.ts';
import type { Queries } from '../store/database.ts';

/** The row of one piece of a recording; undefined = there is none. */
export const findSegment = (db: Queries, sessionId: SessionId, { kind, epoch, seq }: SegmentKey) =>
  db
    .selectFrom('segments')
    .select(['blobKey', 'sha256', 'missing'])
    .where('sessionId', '=', sessionId)
    .where('kind', '=', kind)
    .where('epoch', '=', epoch)
    .where('seq', '=', seq)
    .executeTakeFirst();
