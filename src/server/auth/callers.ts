import type { FastifyRequest } from 'fastify';
import { KEY_PREFIX } from '../../protocol/api/admin/keys.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { Caller } from '../http/caller.ts';
import type { Database } from '../store/database.ts';
import { findKeyCaller } from './api-keys.ts';
import { CONSOLE_COOKIE } from './cookies.ts';
import type { LoginData } from './finish.ts';
import { hashToken } from './tokens.ts';

/**
 * Who sends a request, by its bearer token or else the console's cookie. Throws `not_signed_in` for a token nobody
 * gave out, `token_expired` for one that was good once.
 */
export async function findCaller(db: Database, request: FastifyRequest, now: number): Promise<Caller> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const secret = bearer ?? request.cookies[CONSOLE_COOKIE];
  if (secret === undefined) return { kind: 'anonymous' };
  if (bearer?.startsWith(KEY_PREFIX)) return findKeyCaller(db, bearer, now);
  const row = await findRow(db, hashToken(secret));
  if (!row) throw new ExamusError('not_signed_in', 'this token is not known; sign in again');
  if (row.expiresAt <= now) throw new ExamusError('token_expired', 'this login is over; sign in again');
  if (row.kind === 'upload' && row.sessionId && row.sessionPersonId && row.sessionInstitutionId) {
    return {
      kind: 'upload',
      sessionId: row.sessionId,
      personId: row.sessionPersonId,
      institutionId: row.sessionInstitutionId,
    };
  }
  if (row.kind === 'login' && row.disabledAt !== null)
    throw new ExamusError('not_signed_in', 'this account is closed; ask your institution');
  if (row.kind === 'login' && row.personId && row.institutionId && row.role && row.name !== null) {
    const { personId: id, institutionId, role, name, email } = row;
    return {
      kind: 'person',
      person: { id, institutionId, role, name, email },
      via: bearer === undefined ? 'cookie' : 'token',
      tokenHash: row.hash,
      reading: row.sessionId && {
        sessionId: row.sessionId,
        returnUrl: (row.data as Partial<LoginData>).returnUrl ?? null,
      },
    };
  }
  throw new ExamusError('not_signed_in', 'this token is not for that');
}

const findRow = (db: Database, hash: string) =>
  db
    .selectFrom('tokens')
    .leftJoin('people', 'people.id', 'tokens.personId')
    .leftJoin('sessions', 'sessions.id', 'tokens.sessionId')
    .select([
      'tokens.hash',
      'tokens.kind',
      'tokens.expiresAt',
      'tokens.personId',
      'tokens.sessionId',
      'tokens.data',
      'people.institutionId',
      'people.role',
      'people.name',
      'people.email',
      'people.disabledAt',
      'sessions.personId as sessionPersonId',
      'sessions.institutionId as sessionInstitutionId',
    ])
    .where('tokens.hash', '=', hash)
    .executeTakeFirst();
