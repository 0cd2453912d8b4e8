/**
 * A moment without sound is a hole in what is loaded, and no player stands in one. Longer ones have a place in the
 * playlist.
 */
export const HOLE_S = 0.5;
/** A player stops this much before the last picture that it has. */
const EDGE_S = 0.1;

/** Where a player must go instead of `at`: behind the hole that it would fall into, or just there. Seconds. */
export function overHole(loaded: Pick<TimeRanges, 'length' | 'start' | 'end'>, at: number): number {
  for (let index = 1; index < loaded.length; index++) {
    const [from, to] = [loaded.end(index - 1), loaded.start(index)];
    if (at >= from - EDGE_S && at < to && to - from <= HOLE_S) return to;
  }
  return at;
}
