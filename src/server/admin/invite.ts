import type { PersonId } from '../../protocol/ids.ts';
import { issueToken, tokenTtlMs } from '../auth/tokens.ts';
import type { Services } from '../context.ts';
import type { Queries } from '../store/database.ts';

/** A link under which somebody chooses a password, once. Links made for them before stop working. */
export async function makeInvitation(
  db: Queries,
  { now, origin }: Pick<Services, 'now' | 'origin'>,
  personId: PersonId,
): Promise<{ link: string; expiresAt: number }> {
  await db.deleteFrom('tokens').where('personId', '=', personId).where('kind', '=', 'invitation').execute();
  const { token, expiresAt } = await issueToken(db, {
    kind: 'invitation',
    now: now(),
    ttlMs: tokenTtlMs.invitation,
    personId,
  });
  return { link: `${origin()}/auth/invitation?token=${token}`, expiresAt };
}
