import { type Piece, wallAt } from './pieces.ts';

/** Of a recording without sound for so long, the pictures of that time cannot be shown either: they are passed over. */
const LONGEST_S = 3;
/** The ends of what is loaded and of the segments are told apart by less. */
const BLUR_S = 0.1;
/** The clock goes on evenly over a hole, or it is the seam of two recordings. */
const CLOCK_MS = 500;

type Loaded = Pick<TimeRanges, 'length' | 'start' | 'end'>;

/**
 * Where a player must go instead of `at`, in seconds: behind the hole in which it would stand, else just there. A moment
 * without sound is a hole in what is loaded; what is only not loaded yet is none.
 *
 * @param edgeS so near before a hole counts too: a playing player stops a little before its last picture
 */
export function overHole(loaded: Loaded, pieces: readonly Piece[], at: number, edgeS = 0): number {
  for (let index = 1; index < loaded.length; index++) {
    const [from, to] = [loaded.end(index - 1), loaded.start(index)];
    if (at >= from - edgeS && at < to && isHole(from, to, pieces)) return to;
  }
  return at;
}

function isHole(from: number, to: number, pieces: readonly Piece[]): boolean {
  const isMissing = pieces.some(
    ({ start, duration }) => start >= from - BLUR_S && start + duration <= to + BLUR_S,
  );
  const [before, behind] = [wallAt(pieces, from), wallAt(pieces, to)];
  if (isMissing || before === null || behind === null) return false;
  return to - from <= LONGEST_S && Math.abs(behind - before - (to - from) * 1000) <= CLOCK_MS;
}
