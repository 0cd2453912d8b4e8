import type { Pending } from '../journal/pending.ts';

const MOST = 200;
/** The server takes a megabyte of JSON. */
const MOST_CHARS = 400_000;

/**
 * How many entries go in one request. A server, or a proxy before it, that refuses a batch gets half of it, until it is
 * plain which single entry it does not take.
 */
export class EntryBatch {
  #most = MOST;

  of(rows: readonly Pending[]): Pending['entry'][] {
    const entries: Pending['entry'][] = [];
    let chars = 0;
    for (const { entry } of rows.slice(0, this.#most)) {
      chars += JSON.stringify(entry).length;
      if (entries.length > 0 && chars > MOST_CHARS) break;
      entries.push(entry);
    }
    return entries;
  }

  taken(): void {
    this.#most = Math.min(MOST, this.#most * 2);
  }

  /** So many were refused together. */
  refused(count: number): void {
    this.#most = Math.max(1, Math.ceil(count / 2));
  }
}
