import type HlsPlayer from 'hls.js';
import { Events } from 'hls.js';

/**
 * Has each segment appended as if it were the first, which it may be: it begins with a key frame. Compared with the one
 * before, one seam in ten would lose its pictures up to the next key frame, and the player would load it again: Chrome's
 * recorder says of a segment's last packet of sound that it lasts 20 ms instead of 60, which makes the next packet a
 * discontinuity, which asks all tracks for a random access point (Media Source Extensions, coded frame processing); the
 * picture's, if it begins before that packet, has just gone by. Nothing of that in a segment by itself.
 */
export function appendAfresh(hls: HlsPlayer): void {
  let source: MediaSource | undefined;
  hls.on(Events.MEDIA_ATTACHED, (_, { mediaSource }) => (source = mediaSource));
  // The segment before has been appended by now. BUFFER_APPENDING comes too late: the append has begun.
  hls.on(Events.FRAG_LOADING, () => {
    if (source?.readyState !== 'open') return;
    // Resets the segment parser; it would break off what is being appended or removed.
    for (const buffer of source.sourceBuffers) if (!buffer.updating) buffer.abort();
  });
}
