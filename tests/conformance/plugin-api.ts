import { errors, jwtVerify } from 'jose';
import type { PluginAnswer } from './plugin-entries.ts';

export interface TakenCall {
  body: Record<string, unknown>;
  /** Claims of the Authorization header. */
  token: Record<string, unknown>;
}

/** What `api.php` makes of a call before it looks at what is wanted (facts 2): the call, else its answer. */
export async function takeCall(
  secrets: readonly string[],
  { authorization, text }: { authorization: string | undefined; text: string },
): Promise<TakenCall | PluginAnswer> {
  const token = await tokenOf(authorization, secrets);
  if (token === 'expired') return { status: 404, body: '<html>Expired token</html>' };
  if (typeof token === 'string') return { body: token };
  return text === '' ? { body: 'No request body' } : { body: bodyOf(text), token };
}
export const isTaken = (call: TakenCall | PluginAnswer): call is TakenCall => 'token' in call;

/** Claims of the token, else what `api.php` answers; `expired` = it throws. */
async function tokenOf(
  header: string | undefined,
  secrets: readonly string[],
): Promise<Record<string, unknown> | string> {
  const token = /^JWT (\S+)$/.exec(header ?? '')?.[1];
  if (token === undefined) return 'Not auth provided';
  for (const secret of secrets) {
    const verified = await jwtVerify(token, Buffer.from(secret), { algorithms: ['HS256'] }).catch(
      (error: unknown) => error,
    );
    if (verified instanceof errors.JWTExpired) return 'expired';
    if (!(verified instanceof Error)) return (verified as { payload: Record<string, unknown> }).payload;
  }
  return 'Signature verification failed';
}

const bodyOf = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
};
