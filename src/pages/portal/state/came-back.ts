/**
 * Whether our own page in front counts as being at the exam. Until the student has been away from it once, the quiz may
 * not be loaded yet: there is nothing to compare with, and nothing is told.
 */
export class CameBack {
  /** A page opened in the middle of an exam: the quiz is there already. */
  #hasLeft = true;
  #hasComeBack = false;
  #last: boolean | null = null;

  /** What to tell now; null = nothing. */
  look({ isRunning, isHere }: { isRunning: boolean; isHere: boolean }): boolean | null {
    if (!isRunning) {
      this.#hasLeft = false;
      this.#hasComeBack = false;
      this.#last = null;
      return null;
    }
    if (isHere && this.#hasLeft) this.#hasComeBack = true;
    if (!isHere) this.#hasLeft = true;
    if (!this.#hasComeBack || isHere === this.#last) return null;
    this.#last = isHere;
    return isHere;
  }

  /** Whoever listens is another, who has heard nothing yet. */
  forget(): void {
    this.#last = null;
  }
}
