import { chainText, type JournalBody, type JournalEntry } from '../../protocol/journal.ts';
import { sha256Hex } from '../../shared/hash.ts';

/** Where a chain stands: number and hash of an entry. */
export interface ChainEnd {
  seq: number;
  hash: string;
}

/** The entry that follows another one. */
export async function linkAfter(after: ChainEnd, at: number, body: JournalBody): Promise<JournalEntry> {
  const link = { seq: after.seq + 1, at, body, prev: after.hash };
  return { ...link, hash: await sha256Hex(chainText(link)) };
}
