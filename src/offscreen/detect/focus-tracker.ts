/**
 * Whether the student looks at the exam, from what its pages say. Pure: every call brings its time.
 *
 * One page of ours in front is enough. Going from one question to the next takes the old page's port away before the
 * new page speaks: until the grace is over nothing is held against the student.
 */
export const NAVIGATION_GRACE_MS = 4000;

/** `since`: when it became so. */
export type Attention = { isAway: false } | { isAway: true; since: number };

export class FocusTracker {
  /** By port; null until the page has said anything. */
  readonly #inFront = new Map<string, boolean | null>();
  #awaySince: number | null = null;
  #wasInFront = false;

  connect(page: string, at: number): void {
    this.#inFront.set(page, null);
    this.#note(at);
  }

  say(page: string, state: { visible: boolean; focused: boolean }, at: number): void {
    const isInFront = state.visible && state.focused;
    this.#inFront.set(page, isInFront);
    this.#wasInFront ||= isInFront;
    this.#note(at);
  }

  disconnect(page: string, at: number): void {
    this.#inFront.delete(page);
    this.#note(at);
  }

  /** A dialog of ours took the focus, or nobody looked: what went before does not count. */
  excuse(at: number): void {
    if (this.#awaySince !== null) this.#awaySince = at;
  }

  /**
   * Null = cannot be said: one is just being loaded, or none was in front yet. At the start a page of the LMS may stand
   * open behind ours while the quiz is still on its way.
   */
  look(now: number): Attention | null {
    if (!this.#wasInFront) return null;
    if (this.#awaySince === null) return { isAway: false };
    const said = [...this.#inFront.values()];
    const isLoading = said.length === 0 || said.includes(null);
    if (isLoading && now - this.#awaySince < NAVIGATION_GRACE_MS) return null;
    return { isAway: true, since: this.#awaySince };
  }

  #note(at: number): void {
    const isInFront = [...this.#inFront.values()].includes(true);
    this.#awaySince = isInFront ? null : (this.#awaySince ?? at);
  }
}
