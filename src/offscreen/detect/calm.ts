/** Of one person in every look: then every other look is enough, until one is different. */
const CALM_AFTER_MS = 5000;
/** Something that looks so much like a second face is looked at closely. */
const DOUBT = 0.45;

/** Whether the camera has long shown what it should. Pure: times by any clock. */
export class Calm {
  #since: number | null = null;

  /** `people` null = it cannot be said. */
  saw(at: number, people: number | null, doubt: number): boolean {
    if (people !== 1 || doubt >= DOUBT) this.#since = null;
    else this.#since ??= at;
    return this.#since !== null && at - this.#since >= CALM_AFTER_MS;
  }
}
