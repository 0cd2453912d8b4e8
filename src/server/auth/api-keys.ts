import { randomBytes } from 'node:crypto';
import { KEY_PREFIX } from '../../protocol/api/admin/keys.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { PersonCaller } from '../http/caller.ts';
import type { Database } from '../store/database.ts';
import { hashToken } from './tokens.ts';

/** The last use is written down at most this often. */
const WRITE_EVERY_MS = 60_000;

/** 32 random bytes: as good as any token, so a plain hash of it is enough to keep. */
export const makeKey = (): string => KEY_PREFIX + randomBytes(32).toString('base64url');

/** Who a key of the JSON API acts as. Throws `not_signed_in` when it is unknown, revoked or too old. */
export async function findKeyCaller(db: Database, secret: string, now: number): Promise<PersonCaller> {
  const hash = hashToken(secret);
  const key = await db
    .selectFrom('apiKeys')
    .innerJoin('people', 'people.id', 'apiKeys.personId')
    .select([
      'apiKeys.id as keyId',
      'apiKeys.expiresAt',
      'apiKeys.lastUsedAt',
      'apiKeys.revokedAt',
      'people.id',
      'people.institutionId',
      'people.role',
      'people.name',
      'people.email',
    ])
    .where('apiKeys.hash', '=', hash)
    .executeTakeFirst();
  if (!key || key.revokedAt !== null) throw new ExamusError('not_signed_in', 'this key is not known');
  if (key.expiresAt !== null && key.expiresAt <= now) {
    throw new ExamusError('token_expired', 'the time of this key is over');
  }
  if ((key.lastUsedAt ?? 0) < now - WRITE_EVERY_MS) {
    await db.updateTable('apiKeys').set({ lastUsedAt: now }).where('id', '=', key.keyId).execute();
  }
  const { id, institutionId, role, name, email } = key;
  return {
    kind: 'person',
    person: { id, institutionId, role, name, email },
    via: 'key',
    tokenHash: hash,
    reading: null,
  };
}
