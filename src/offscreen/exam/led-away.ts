/** Letting Chrome have the screen in the system's settings takes minutes; what is left open is no excuse for ever. */
const LIMIT_MS = 300_000;

/**
 * Whether the student looks elsewhere because we led them there: to a dialog of Chrome's that we opened, or to the
 * portal to mend something. Pure: times by any clock that only goes forward.
 */
export class LedAway {
  #askedAt: number | null = null;
  #shownPortalAt: number | null = null;

  get isInPortal(): boolean {
    return this.#shownPortalAt !== null;
  }

  showedPortal(now: number): void {
    this.#shownPortalAt = now;
  }
  leftPortal(): void {
    this.#shownPortalAt = null;
  }

  /** Asked some times a second, with whether Chrome asks something now. */
  look(isAsking: boolean, now: number): boolean {
    this.#askedAt = isAsking ? (this.#askedAt ?? now) : null;
    return [this.#askedAt, this.#shownPortalAt].some((since) => since !== null && now - since < LIMIT_MS);
  }
}
