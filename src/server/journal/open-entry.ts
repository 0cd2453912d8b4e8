import * as v from 'valibot';
import { ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { type JournalEntry, journalEntry } from '../../protocol/journal.ts';
import { type SealedEntry, sealPlace } from '../../protocol/seal.ts';
import type { SealKeys } from '../sessions/seal-keys.ts';

const inside = v.pipe(v.string(), v.parseJson(), journalEntry);

/**
 * The entry as it was made, where it comes as it lay on the student's disk. Rejects with `wrong_hash` and
 * `details.seq` when it was altered there.
 */
export function openEntry(
  keys: SealKeys,
  sessionId: SessionId,
  entry: JournalEntry | SealedEntry,
): JournalEntry {
  if (!('sealed' in entry)) return entry;
  const { seq, hash, sealed } = entry;
  try {
    const text = keys.open(sessionId, Buffer.from(sealed, 'base64'), sealPlace.entry(sessionId, seq));
    const opened = v.parse(inside, text.toString('utf8'));
    if (opened.seq === seq && opened.hash === hash) return opened;
  } catch (cause) {
    throw new ExamusError('wrong_hash', `entry ${seq} was altered`, { seq }, { cause });
  }
  throw new ExamusError('wrong_hash', `entry ${seq} is another one`, { seq });
}
