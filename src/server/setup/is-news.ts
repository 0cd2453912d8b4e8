import { canonicalJson } from '../../protocol/canonical-json.ts';
import type { Queries } from '../store/database.ts';
import type { Seal } from '../store/seal.ts';

/**
 * Whether the set-up file says something else of an entry than when it was last applied. Only then it is applied again:
 * what administrators changed since must not be undone by a restart. Kept sealed, as passwords may stand in it.
 */
export async function isNews(db: Queries, seal: Seal, entry: string, value: unknown): Promise<boolean> {
  const text = canonicalJson(value);
  const row = await db
    .selectFrom('setupEntries')
    .select('sealed')
    .where('entry', '=', entry)
    .executeTakeFirst();
  if (row && opened(seal, row.sealed, entry) === text) return false;
  const sealed = seal.close(text, entry);
  await db
    .insertInto('setupEntries')
    .values({ entry, sealed })
    .onConflict((conflict) => conflict.column('entry').doUpdateSet({ sealed }))
    .execute();
  return true;
}

/** Null when it was sealed with another key: then the file has the word again. */
function opened(seal: Seal, sealed: string, entry: string): string | null {
  try {
    return seal.open(sealed, entry);
  } catch {
    return null;
  }
}
