/** One media segment as the player knows it: place on the player's own time line and on the clock. */
export interface Piece {
  /** Seconds on the media time line. */
  start: number;
  duration: number;
  /** First frame, milliseconds since 1970 (`EXT-X-PROGRAM-DATE-TIME`). */
  startAt: number;
}
export interface Span {
  startAt: number;
  endAt: number;
}

/** Recorders report their times to a few milliseconds: a smaller hole between two segments is none. */
const SEAM_MS = 500;

const endOf = (piece: Piece) => piece.startAt + piece.duration * 1000;

/** The time on the clock of the frame at `mediaSeconds`, or null outside the recording. */
export function wallAt(pieces: readonly Piece[], mediaSeconds: number): number | null {
  const piece =
    pieces.findLast((item) => item.start <= mediaSeconds) ?? (mediaSeconds >= 0 ? pieces[0] : undefined);
  return piece ? piece.startAt + (mediaSeconds - piece.start) * 1000 : null;
}

/** Where the player must be to show the moment `wallMs`, in seconds; null where nothing was recorded. */
export function mediaAt(pieces: readonly Piece[], wallMs: number): number | null {
  const index = pieces.findLastIndex((item) => item.startAt <= wallMs);
  const piece = pieces[index];
  if (piece && wallMs < endOf(piece)) return piece.start + (wallMs - piece.startAt) / 1000;
  const next = pieces[index + 1];
  return piece && next && next.startAt - endOf(piece) <= SEAM_MS ? next.start : null;
}

/** Stretches without a break, in order. */
export function coverageOf(pieces: readonly Piece[]): Span[] {
  const spans: Span[] = [];
  for (const piece of pieces) {
    const last = spans.at(-1);
    if (last && piece.startAt - last.endAt <= SEAM_MS) last.endAt = Math.max(last.endAt, endOf(piece));
    else spans.push({ startAt: piece.startAt, endAt: endOf(piece) });
  }
  return spans;
}

/** What of `whole` no span of `spans` covers; shorter holes than `leastMs` are left out. */
export function gapsIn(whole: Span, spans: readonly Span[], leastMs = 1000): Span[] {
  const gaps: Span[] = [];
  let at = whole.startAt;
  for (const span of [...spans].sort((a, b) => a.startAt - b.startAt)) {
    gaps.push({ startAt: at, endAt: Math.min(span.startAt, whole.endAt) });
    at = Math.max(at, span.endAt);
  }
  gaps.push({ startAt: at, endAt: whole.endAt });
  return gaps.filter((gap) => gap.endAt - gap.startAt >= leastMs);
}

/** The next recorded moment after `wallMs` over all tracks, or null at the end. */
export function nextCovered(coverages: readonly (readonly Span[])[], wallMs: number): number | null {
  const starts = coverages.flat().map((span) => span.startAt);
  const later = starts.filter((startAt) => startAt > wallMs);
  return later.length > 0 ? Math.min(...later) : null;
}

/** Nearer to the newest picture, every line stutters: about two segments. */
export const LIVE_DELAY_MS = 9000;
/** A recorder that starts later than this behind the first has a story of its own. */
const TOGETHER_MS = 10_000;

/** Where to begin: the first moment that all tracks show, or near the newest picture while the exam runs. */
export function openingOf(coverages: readonly (readonly Span[])[], isLive: boolean): number | null {
  const recorded = coverages.filter((spans) => spans.length > 0);
  if (recorded.length === 0) return null;
  const starts = recorded.map((spans) => spans[0]!.startAt);
  const [first, together] = [Math.min(...starts), Math.max(...starts)];
  const begin = together - first <= TOGETHER_MS ? together : first;
  if (!isLive) return begin;
  return Math.max(begin, Math.min(...recorded.map((spans) => spans.at(-1)!.endAt)) - LIVE_DELAY_MS);
}
