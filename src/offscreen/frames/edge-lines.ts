/** Brightness step that counts as an edge. */
const EDGE = 14;
/** Pixels by which an edge may lie beside its line, as a side does that is held a little askew. */
export const TOLERANCE = 2;

/** Where a picture has edges along one direction: `lines` of them (rows or columns), each `length` long. */
export class EdgeLines {
  readonly lines: number;
  readonly length: number;
  /** Per line the number of edge pixels before each place, so that any stretch is counted at once. */
  readonly #before: Int32Array;
  readonly #longest: number[];

  /** @param step change of brightness across a line, at a place along it */
  constructor(lines: number, length: number, step: (line: number, along: number) => number) {
    this.lines = lines;
    this.length = length;
    const isEdge = (line: number, along: number) =>
      line > 0 && line < lines && Math.abs(step(line, along)) > EDGE;
    this.#before = new Int32Array(lines * (length + 1));
    this.#longest = Array.from({ length: lines }, (_, line) => {
      let [run, longest] = [0, 0];
      for (let along = 0; along < length; along++) {
        let isNear = false;
        for (let off = -TOLERANCE; off <= TOLERANCE; off++) isNear ||= isEdge(line + off, along);
        const at = line * (length + 1) + along;
        this.#before[at + 1] = this.#before[at]! + Number(isNear);
        run = isNear ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
      return longest;
    });
  }

  /** Lines with an unbroken edge of at least `minRun`; of those side by side every second is enough. */
  withRun(minRun: number): number[] {
    return this.#longest.flatMap((longest, line) => (line % 2 === 0 && longest >= minRun ? [line] : []));
  }

  /** Which part of a stretch of a line is edge, 0–1; 1 where it lies outside the picture: nothing ends there. */
  coverage(line: number, from: number, to: number): number {
    const [start, end] = [Math.max(0, Math.round(from)), Math.min(this.length, Math.round(to))];
    if (end <= start) return 1;
    const row = line * (this.length + 1);
    return (this.#before[row + end]! - this.#before[row + start]!) / (end - start);
  }
}
