import { createHash, randomBytes } from 'node:crypto';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import type { Queries } from '../store/database.ts';
import type { Tables } from '../store/tables.ts';

/**
 * Secrets that stand for somebody: 32 random bytes, of which only the SHA-256 is stored. How long each lives:
 * a login 12 h from signing in (a working day; it is not prolonged by use, as computers are shared), a sign-in code
 * 60 s, a ticket for the live socket 30 s, the way through the login page 10 min, what an LMS launched 15 min (so long
 * may it take to install the extension), its calendar page 2 h, an invitation a week. An upload token lives as long as its
 * session may still send (see `sessions/`).
 */
export type TokenKind = Tables['tokens']['kind'];
export const tokenTtlMs = {
  login: 12 * 3600_000,
  code: 60_000,
  ticket: 30_000,
  flow: 10 * 60_000,
  launch: 15 * 60_000,
  calendar: 2 * 3600_000,
  invitation: 7 * 24 * 3600_000,
} as const;

export interface TokenRow<D extends object = Record<string, unknown>> {
  hash: string;
  kind: TokenKind;
  personId: PersonId | null;
  sessionId: SessionId | null;
  data: D;
  expiresAt: number;
}

export interface NewToken {
  kind: TokenKind;
  now: number;
  ttlMs: number;
  personId?: PersonId | null;
  sessionId?: SessionId | null;
  data?: object;
}

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Makes a token; the secret itself exists only in the answer. */
export async function issueToken(
  db: Queries,
  token: NewToken,
): Promise<{ token: string; expiresAt: number }> {
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = token.now + token.ttlMs;
  await db
    .insertInto('tokens')
    .values({
      hash: hashToken(secret),
      kind: token.kind,
      personId: token.personId ?? null,
      sessionId: token.sessionId ?? null,
      data: JSON.stringify(token.data ?? {}),
      createdAt: token.now,
      expiresAt,
    })
    .execute();
  return { token: secret, expiresAt };
}

export async function findTokenByHash<D extends object>(
  db: Queries,
  hash: string,
): Promise<TokenRow<D> | undefined> {
  const row = await db
    .selectFrom('tokens')
    .select(['hash', 'kind', 'personId', 'sessionId', 'data', 'expiresAt'])
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row as TokenRow<D> | undefined;
}

/** A token of one kind while it lives, left as it is. */
export async function peekToken<D extends object>(
  db: Queries,
  kind: TokenKind,
  secret: string,
  now: number,
): Promise<TokenRow<D> | undefined> {
  const row = await findTokenByHash<D>(db, hashToken(secret));
  return row?.kind === kind && row.expiresAt > now ? row : undefined;
}

/** Uses a one-time token up: of two requests with the same token one gets it. Undefined when unknown or too old. */
export async function takeToken<D extends object = Record<string, unknown>>(
  db: Queries,
  kind: 'ticket' | 'code' | 'flow' | 'launch' | 'invitation',
  secret: string,
  now: number,
): Promise<TokenRow<D> | undefined> {
  const row = await db
    .deleteFrom('tokens')
    .where('hash', '=', hashToken(secret))
    .where('kind', '=', kind)
    .returning(['hash', 'kind', 'personId', 'sessionId', 'data', 'expiresAt'])
    .executeTakeFirst();
  return row !== undefined && row.expiresAt > now ? (row as TokenRow<D>) : undefined;
}

export async function forgetToken(db: Queries, hash: string): Promise<void> {
  await db.deleteFrom('tokens').where('hash', '=', hash).execute();
}

/** An expired token is kept for a day, so that its owner is told `token_expired` and not `not_signed_in`. */
export async function deleteExpiredTokens(db: Queries, now: number): Promise<void> {
  await db
    .deleteFrom('tokens')
    .where('expiresAt', '<=', now - 24 * 3600_000)
    .execute();
}
