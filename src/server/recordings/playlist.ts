import type { Tables } from '../store/tables.ts';

export type PlaylistSegment = Pick<Tables['segments'], 'epoch' | 'seq' | 'startAt' | 'durationMs'>;

/**
 * One recording as an HLS media playlist (RFC 8216; version 7 = fragmented MP4), made from the rows alone: what
 * the recorder emitted is already a CMAF init segment and media segments. Every segment carries its wall-clock
 * time, which is what keeps camera and screen together; a new epoch or a missing piece is a discontinuity.
 *
 * @param segments in any order; epochs without their init segment cannot be played and are left out
 * @param isOver an ended recording may be sought in whole; one that still runs is appended to
 */
export function mediaPlaylist(segments: readonly PlaylistSegment[], isOver: boolean): string {
  const sorted = inOrder(segments);
  const playable = new Set(sorted.filter(({ seq }) => seq === 0).map(({ epoch }) => epoch));
  const media = sorted.filter(({ epoch, seq }) => seq > 0 && playable.has(epoch));
  const longestMs = Math.max(1000, ...media.map(({ durationMs }) => durationMs));
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.round(longestMs / 1000)}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    `#EXT-X-PLAYLIST-TYPE:${isOver ? 'VOD' : 'EVENT'}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...media.flatMap((segment, index) => segmentLines(segment, media[index - 1], media[index + 1])),
    ...(isOver ? ['#EXT-X-ENDLIST'] : []),
    '',
  ].join('\n');
}

/** A larger difference is a hole between two segments, as the console's player counts it too. */
const SEAM_MS = 500;

/** As they were recorded, epoch by epoch. */
export function inOrder<T extends Pick<PlaylistSegment, 'epoch' | 'seq' | 'startAt'>>(
  segments: readonly T[],
): T[] {
  const begun = beginnings(segments);
  return segments.toSorted(
    (a, b) => begun.get(a.epoch)! - begun.get(b.epoch)! || a.epoch - b.epoch || a.seq - b.seq,
  );
}

/** When each epoch began. Its number says nothing about that: two computers may have recorded in turn. */
function beginnings(segments: readonly Pick<PlaylistSegment, 'epoch' | 'startAt'>[]): Map<number, number> {
  const begun = new Map<number, number>();
  for (const { epoch, startAt } of segments) {
    begun.set(epoch, Math.min(begun.get(epoch) ?? Infinity, startAt));
  }
  return begun;
}

function segmentLines(
  segment: PlaylistSegment,
  before: PlaylistSegment | undefined,
  after: PlaylistSegment | undefined,
): string[] {
  const { epoch, seq, startAt } = segment;
  const isNewEpoch = before?.epoch !== epoch;
  const isBroken = before !== undefined && !isNext(before, segment);
  return [
    ...(isBroken ? ['#EXT-X-DISCONTINUITY'] : []),
    // A map holds until the next one, also across a gap inside its epoch.
    ...(isNewEpoch ? [`#EXT-X-MAP:URI="./${epoch}/0"`] : []),
    `#EXT-X-PROGRAM-DATE-TIME:${new Date(startAt).toISOString()}`,
    `#EXTINF:${(lengthMs(segment, after) / 1000).toFixed(3)},`,
    `./${epoch}/${seq}`,
  ];
}

/**
 * How long a segment's last frame is shown only the next segment tells; what the recorder said is a guess (`readSpan`).
 * A player adds the lengths up to find a moment: a millisecond wrong in each is a third of a second after half an hour.
 */
function lengthMs(segment: PlaylistSegment, after: PlaylistSegment | undefined): number {
  if (!after || !isNext(segment, after)) return segment.durationMs;
  const untilNextMs = after.startAt - segment.startAt;
  return Math.abs(untilNextMs - segment.durationMs) < SEAM_MS ? untilNextMs : segment.durationMs;
}

const isNext = (one: PlaylistSegment, other: PlaylistSegment): boolean =>
  one.epoch === other.epoch && one.seq + 1 === other.seq;
