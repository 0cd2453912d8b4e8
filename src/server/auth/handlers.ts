import { createHash, timingSafeEqual } from 'node:crypto';
import { ExamusError } from '../../protocol/errors.ts';
import type { Services } from '../context.ts';
import type { PersonCaller } from '../http/caller.ts';
import type { Handlers } from '../http/routes.ts';
import { getInstitution, toInstitutionView } from '../store/institutions.ts';
import { clearConsoleCookie } from './cookies.ts';
import type { CodeData, LoginData } from './finish.ts';
import type { OidcClients } from './oidc-client.ts';
import { findTokenByHash, forgetToken, issueToken, takeToken, tokenTtlMs } from './tokens.ts';

export function authHandlers(
  services: Services,
  clients: OidcClients,
): Pick<Handlers, 'token' | 'me' | 'signOut'> {
  const { db, now, seal, origin, log } = services;

  /** Ends the login at the institution too, where it can be ended. The way back leads to the extension that asked. */
  async function endSessionUrl(
    caller: PersonCaller,
    requestOrigin: string | undefined,
  ): Promise<string | null> {
    const login = await findTokenByHash<LoginData>(db, caller.tokenHash);
    const institution = await getInstitution(db, caller.person.institutionId);
    if (!login?.data.idToken || institution.oidc === null) return null;
    const idToken = seal.open(login.data.idToken, caller.person.id);
    const extensionId = /^chrome-extension:\/\/([a-p]{32})$/.exec(requestOrigin ?? '')?.[1] ?? '';
    return clients.endSessionUrl(institution, idToken, `${origin()}/auth/signed-out`, extensionId);
  }

  return {
    async token({ input }) {
      const { code, verifier } = input.body;
      const taken = await takeToken<CodeData>(db, 'code', code, now());
      if (!taken?.personId || !matches(verifier, taken.data.codeChallenge)) {
        throw new ExamusError('wrong_credentials', 'this sign-in code is not good; sign in again');
      }
      const { institutionId, ...person } = await db
        .selectFrom('people')
        .select(['id', 'institutionId', 'role', 'name', 'email'])
        .where('id', '=', taken.personId)
        .executeTakeFirstOrThrow();
      const login = await issueToken(db, {
        kind: 'login',
        now: now(),
        ttlMs: tokenTtlMs.login,
        personId: person.id,
        data: { idToken: taken.data.idToken } satisfies LoginData,
      });
      const institution = toInstitutionView(await getInstitution(db, institutionId));
      return { ...login, person: { ...person, institutionId }, institution };
    },

    async me({ caller }) {
      const institution = toInstitutionView(await getInstitution(db, caller.person.institutionId));
      return { person: caller.person, institution, reading: caller.reading };
    },

    async signOut({ caller, request, reply }) {
      // An institution that does not answer must not keep anybody signed in here.
      const url = await endSessionUrl(caller, request.headers.origin).catch((error: unknown) => {
        log.warn({ err: error }, "the institution's login cannot be ended");
        return null;
      });
      await forgetToken(db, caller.tokenHash);
      if (caller.via === 'cookie') clearConsoleCookie(reply, origin());
      return { endSessionUrl: url };
    },
  };
}

/** PKCE, S256 (RFC 7636, 4.6). */
function matches(verifier: string, challenge: string): boolean {
  const actual = Buffer.from(createHash('sha256').update(verifier).digest('base64url'));
  const expected = Buffer.from(challenge);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
