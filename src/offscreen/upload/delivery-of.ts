import { MAX_DELIVERY_BYTES } from '../../protocol/delivery.ts';
import type { SegmentFacts } from '../../protocol/recording.ts';
import { SEAL_OVERHEAD_BYTES } from '../../protocol/seal.ts';
import { type Pending, segmentOf } from '../journal/pending.ts';

export interface Delivery {
  entries: Pending['entry'][];
  segments: SegmentFacts[];
}

const MAX_ENTRIES = 50;
/** The head of a delivery, well counted. */
const HEAD_BYTES = 64 * 1024;

/** Everything that waits, oldest first; null when there are no bytes in it, or more than one delivery takes. */
export function deliveryOf(rows: readonly Pending[]): Delivery | null {
  const entries = rows.filter(({ posted }) => !posted).map(({ entry }) => entry);
  const segments = rows.flatMap(({ entry, stored }) => (stored ? [] : (segmentOf(entry) ?? [])));
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes + SEAL_OVERHEAD_BYTES, 0);
  if (segments.length === 0 || entries.length > MAX_ENTRIES || bytes + HEAD_BYTES > MAX_DELIVERY_BYTES)
    return null;
  return { entries, segments };
}
