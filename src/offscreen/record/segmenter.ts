import { type Mp4Track, readSpan, readTracks, type Span, splitParts } from '../../shared/mp4.ts';
import { MAX_SEGMENT_BYTES } from '../../protocol/recording.ts';

export interface Piece {
  bytes: Uint8Array<ArrayBuffer>;
  /** From the recording's zero; 0 and 0 for the init segment. */
  startMs: number;
  durationMs: number;
}

/**
 * Turns what a recorder emits into an init segment and media segments. A blob normally is one segment; an empty one is
 * none; a huge one (the machine slept) is cut between its fragments, so that the server takes each part.
 */
export class Segmenter {
  #rest: Uint8Array = new Uint8Array();
  #tracks: Mp4Track[] | null = null;
  readonly #maxBytes: number;

  constructor(maxBytes = MAX_SEGMENT_BYTES) {
    this.#maxBytes = maxBytes;
  }

  push(blob: Uint8Array): Piece[] {
    const { init, fragments, rest } = splitParts(this.#rest.length === 0 ? blob : join([this.#rest, blob]));
    this.#rest = rest;
    const pieces: Piece[] = [];
    if (init) {
      this.#tracks = readTracks(init);
      pieces.push({ bytes: join([init]), startMs: 0, durationMs: 0 });
    }
    const tracks = this.#tracks;
    if (fragments.length > 0 && !tracks) throw new Error('a fragment before the init segment');
    for (const group of groupUpTo(fragments, this.#maxBytes)) {
      const bytes = join(group);
      pieces.push({ bytes, ...spanOf(bytes, tracks!) });
    }
    return pieces;
  }
}

/** By the picture. Sound that came while there was none is timed by itself: it must not be lost, nor what came with it. */
function spanOf(bytes: Uint8Array, tracks: Mp4Track[]): Span {
  try {
    return readSpan(bytes, tracks);
  } catch {
    return readSpan(
      bytes,
      tracks.filter(({ kind }) => kind !== 'video'),
    );
  }
}

function groupUpTo(fragments: Uint8Array[], maxBytes: number): Uint8Array[][] {
  const groups: Uint8Array[][] = [];
  let size = Infinity;
  for (const fragment of fragments) {
    if (size + fragment.length > maxBytes) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)!.push(fragment);
    size += fragment.length;
  }
  return groups;
}

function join(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
