import { randomUUID } from 'node:crypto';
import type { ApiKey } from '../../protocol/api/admin/keys.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { ApiKeyId, InstitutionId, PersonId } from '../../protocol/ids.ts';
import { makeKey } from '../auth/api-keys.ts';
import { hashToken } from '../auth/tokens.ts';
import type { Services } from '../context.ts';
import type { PersonCaller } from '../http/caller.ts';
import type { Handlers } from '../http/routes.ts';
import type { Queries } from '../store/database.ts';
import { recordAudit } from './record-audit.ts';

export function keyHandlers({ db, now }: Services): Pick<Handlers, 'adminKeys' | 'createKey' | 'revokeKey'> {
  return {
    adminKeys: async ({ caller }) => ({
      keys: await selectKeys(db, caller.person.institutionId).orderBy('k.createdAt', 'desc').execute(),
    }),

    async createKey({ caller, input: { body } }) {
      assertHuman(caller);
      if (body.expiresAt !== null && body.expiresAt <= now()) {
        throw new ExamusError('bad_request', 'the key would be over before it begins');
      }
      const { institutionId } = caller.person;
      const [id, personId, secret] = [randomUUID() as ApiKeyId, randomUUID() as PersonId, makeKey()];
      return db.transaction().execute(async (trx) => {
        // What it does is done by somebody: the acts, the audit log and the verdicts name this one.
        await trx
          .insertInto('people')
          .values({
            id: personId,
            institutionId,
            subject: id,
            source: 'api_key',
            userName: null,
            role: body.role,
            listedRole: null,
            name: body.name,
            email: null,
            passwordHash: null,
            createdAt: now(),
          })
          .execute();
        await trx
          .insertInto('apiKeys')
          .values({
            id,
            institutionId,
            personId,
            hash: hashToken(secret),
            hint: secret.slice(-4),
            createdAt: now(),
            createdBy: caller.person.name,
            expiresAt: body.expiresAt,
          })
          .execute();
        const key = await getKey(trx, institutionId, id);
        const { name, role, expiresAt } = key;
        const after = { name, role, expiresAt };
        await recordAudit(trx, caller, now(), { what: 'key_created', subject: name, after });
        return { key, secret };
      });
    },

    async revokeKey({ caller, input: { params } }) {
      assertHuman(caller);
      const { institutionId } = caller.person;
      return db.transaction().execute(async (trx) => {
        const before = await getKey(trx, institutionId, params.keyId);
        if (before.revokedAt !== null) return before;
        await trx.updateTable('apiKeys').set({ revokedAt: now() }).where('id', '=', before.id).execute();
        await recordAudit(trx, caller, now(), { what: 'key_revoked', subject: before.name });
        return getKey(trx, institutionId, before.id);
      });
    },
  };
}

/** A key that could make keys would outlive its own revocation. */
function assertHuman({ via }: PersonCaller): void {
  if (via === 'key')
    throw new ExamusError('forbidden', 'keys are made and revoked by people, in the console');
}

const selectKeys = (db: Queries, institutionId: InstitutionId) =>
  db
    .selectFrom('apiKeys as k')
    .innerJoin('people as p', 'p.id', 'k.personId')
    .select(['k.id', 'k.hint', 'k.createdAt', 'k.createdBy', 'k.expiresAt', 'k.lastUsedAt', 'k.revokedAt'])
    .select(['p.name', (e) => e.ref('p.role').$castTo<ApiKey['role']>().as('role')])
    .where('k.institutionId', '=', institutionId);

async function getKey(db: Queries, institutionId: InstitutionId, id: ApiKeyId): Promise<ApiKey> {
  const key = await selectKeys(db, institutionId).where('k.id', '=', id).executeTakeFirst();
  if (!key) throw new ExamusError('not_found', 'no such key');
  return key;
}
