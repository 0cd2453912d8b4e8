import { BATCH_MS } from './voice-messages.ts';

const SPEECH = 0.5;
const QUIET = 0.35;
/** So much of it is speech: a cough passes for some for half a second. */
const SPOKEN_MS = 1000;
/** Within a sentence nobody pauses for so long: what comes after it, such as the next cough, is counted anew. */
const PAUSE_MS = 1000;
/** Between sentences nobody pauses for so long. */
const QUIET_MS = 3000;

/**
 * When the model is to forget what it heard: once, some seconds after speech. As it runs on, a loud voice makes it deaf
 * to a low one: of the suite's sounds in a row, a voice at −38 dBFS seven seconds after one at −12 was told after 3.0 to
 * 3.4 s, by itself after 1.6. Not after every noise: while it remembers the last cough, it takes the next one for none
 * (five minutes of coughs: forgetting after each, five warnings; this way none).
 */
export class AfterSpeech {
  #spokenMs = 0;
  #quietMs = 0;

  /** One batch's answer, 0–1. True = forget now. */
  heard(speech: number): boolean {
    if (speech >= SPEECH) this.#spokenMs += BATCH_MS;
    this.#quietMs = speech < QUIET ? this.#quietMs + BATCH_MS : 0;
    if (this.#quietMs >= PAUSE_MS && this.#spokenMs < SPOKEN_MS) this.#spokenMs = 0;
    if (this.#quietMs < QUIET_MS) return false;
    const isDue = this.#spokenMs >= SPOKEN_MS;
    this.#spokenMs = 0;
    return isDue;
  }
}
