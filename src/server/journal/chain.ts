import { createHash } from 'node:crypto';
import { ExamusError } from '../../protocol/errors.ts';
import { chainText, type JournalEntry } from '../../protocol/journal.ts';

/**
 * Checks a batch by itself: numbers without a gap, every entry hashed rightly and carrying the hash of the one before
 * it. Says what is wrong, or null. Whether it joins what is stored is for the caller to see.
 */
export function chainFault(entries: readonly JournalEntry[]): string | null {
  let before: JournalEntry | undefined;
  for (const entry of entries) {
    if (createHash('sha256').update(chainText(entry)).digest('hex') !== entry.hash) {
      return `the hash of entry ${entry.seq} is not its own`;
    }
    if (before && entry.seq !== before.seq + 1) return `entry ${entry.seq} follows entry ${before.seq}`;
    if (before && entry.prev !== before.hash) return `entry ${entry.seq} does not follow the one before`;
    before = entry;
  }
  return null;
}

/** `expected` = the first number that is not durable: a client may forget everything before it, and only that. */
export const broken = (expected: number, why: string): ExamusError =>
  new ExamusError('conflict', `the journal is broken: ${why}`, { expected });
