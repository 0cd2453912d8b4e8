import { createHash } from 'node:crypto';
import { ExamusError } from '../../protocol/errors.ts';
import { chainText, type JournalEntry } from '../../protocol/journal.ts';

/**
 * Checks a batch by itself: numbers without a gap, every entry hashed rightly and carrying the hash of the one before
 * it. Throws `conflict`. Whether it joins what is stored is for the caller to see.
 */
export function assertChain(entries: readonly JournalEntry[]): void {
  let before: JournalEntry | undefined;
  for (const entry of entries) {
    if (createHash('sha256').update(chainText(entry)).digest('hex') !== entry.hash) {
      throw broken(entry.seq, 'the hash is not that of the entry');
    }
    if (before && entry.seq !== before.seq + 1) throw broken(before.seq + 1, `entry ${entry.seq} follows`);
    if (before && entry.prev !== before.hash) throw broken(entry.seq, 'it does not follow the one before');
    before = entry;
  }
}

/** `expected` = the number from which the client should send again. */
export const broken = (expected: number, why: string): ExamusError =>
  new ExamusError('conflict', `journal entry ${expected}: ${why}`, { expected });
