import { MAX_EPOCH } from '../../protocol/recording.ts';

/** How many recorders may begin before one start's numbers reach those of another: three hours have some dozens. */
const SPAN = 1000;
/** The last span stays free for whoever outgrows the last but one. */
const SPANS = Math.floor(MAX_EPOCH / SPAN) - 1;

/**
 * Numbers for the epochs of one start on this computer. Nobody has to be asked for them, and nothing has to be on the
 * disk: each start draws its own span of two million. Two that drew the same one are told apart by the server
 * (`conflict`, see `Journal.renumber`).
 */
export class EpochNumbers {
  #next: number;

  constructor(draw: () => number = drawn) {
    this.#next = (draw() % SPANS) * SPAN;
  }

  next(): number {
    return this.#next++;
  }
}

const drawn = (): number => crypto.getRandomValues(new Uint32Array(1))[0]!;
