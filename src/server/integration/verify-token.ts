import { errors, jwtVerify } from 'jose';
import { ExamusError } from '../../protocol/errors.ts';

/** Clocks of LMS servers run apart; their tokens live 30 s. */
const CLOCK_TOLERANCE_S = 120;
const MAX_TOKEN_CHARS = 200_000;

/**
 * Claims of a JWT signed with one of the secrets (HS256). Nothing is required of them: a `start` has no `exp`. Rejects
 * with `token_expired`, else `wrong_credentials`.
 */
export async function verifyToken(
  token: unknown,
  secrets: readonly string[],
  now: number,
): Promise<Record<string, unknown>> {
  if (typeof token !== 'string' || token.length > MAX_TOKEN_CHARS) throw badToken();
  for (const secret of secrets) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ['HS256'],
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: new Date(now),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new ExamusError('token_expired', 'the token has expired');
      if (!(error instanceof errors.JOSEError)) throw error;
    }
  }
  throw badToken();
}

/**
 * The LMS's server itself: `Authorization: JWT <token>`. A token that went through a browser (`start`, `archive`) names
 * a session or a person and is never good here; one that lives for ever is not either.
 */
export async function verifyServer(
  authorization: string | undefined,
  secrets: readonly string[],
  now: number,
): Promise<void> {
  const token = /^JWT\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new ExamusError('not_signed_in', 'an Authorization: JWT header is needed');
  const claims = await verifyToken(token, secrets, now);
  if (typeof claims['exp'] !== 'number' || 'sessionUrl' in claims || 'userId' in claims) throw badToken();
}

const badToken = () => new ExamusError('wrong_credentials', 'the token is not signed with this secret');
