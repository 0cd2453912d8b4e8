import { randomBytes, randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { ExamusError } from '../../protocol/errors.ts';
import type { InstitutionId, IntegrationId } from '../../protocol/ids.ts';
import { isUniqueViolation, type Queries } from '../store/database.ts';
import type { Seal } from '../store/seal.ts';
import type { SealedSecret, Tables } from '../store/tables.ts';

export type IntegrationRow = Selectable<Tables['integrations']>;
interface Needs {
  db: Queries;
  seal: Seal;
  now: () => number;
}

/** It goes raw into a URL path in Moodle. */
export const INTEGRATION_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;
/** Newer php-jwt refuses HS256 keys under 32 bytes. */
const MIN_SECRET_BYTES = 32;
/** How long the secret before stays good, so that both sides need not be changed in the same second. */
export const SECRET_OVERLAP_MS = 24 * 3600_000;

/** What an administrator sets. */
export interface IntegrationValues {
  accountNames: string[];
  reviewUrl: string | null;
  scheduleUrl: string | null;
  warningUrl: string | null;
  agreementUrl: string | null;
  finalStatusOnly: boolean;
  archiveLogin: boolean;
  enabled: boolean;
}

export const makeSecret = (): string => randomBytes(MIN_SECRET_BYTES).toString('base64url');

/**
 * Makes an integration; its secret can be read here and never again. Rejects with `conflict` when the name is taken,
 * with `bad_request` when the name or a given secret is no good.
 */
export async function createIntegration(
  { db, seal, now }: Needs,
  given: { institutionId: InstitutionId; name: string; secret?: string } & Partial<IntegrationValues>,
): Promise<{ id: IntegrationId; secret: string }> {
  const { institutionId, name, secret = makeSecret(), accountNames = [], ...values } = given;
  if (!INTEGRATION_NAME.test(name)) {
    throw new ExamusError('bad_request', 'a name has letters, digits, dots, dashes and underscores');
  }
  assertLong(secret);
  const id = randomUUID() as IntegrationId;
  const createdAt = now();
  try {
    await db
      .insertInto('integrations')
      .values({
        ...values,
        id,
        institutionId,
        name,
        accountNames: JSON.stringify(accountNames),
        secrets: JSON.stringify([sealSecret(seal, id, secret, createdAt)]),
        createdAt,
      })
      .execute();
  } catch (error) {
    if (isUniqueViolation(error)) throw new ExamusError('conflict', 'this name is taken on this server');
    throw error;
  }
  return { id, secret };
}

/** Changes what an administrator sets. The name stays: the LMS calls it. */
export async function updateIntegration(
  { db }: Pick<Needs, 'db'>,
  id: IntegrationId,
  { accountNames, ...values }: Partial<IntegrationValues>,
): Promise<void> {
  const columns = {
    ...values,
    ...(accountNames === undefined ? {} : { accountNames: JSON.stringify(accountNames) }),
  };
  if (Object.keys(columns).length === 0) return;
  await db.updateTable('integrations').set(columns).where('id', '=', id).execute();
}

/** Gives it a new secret; those before stay good for `overlapMs` (0 = not a moment longer: it leaked). */
export async function rotateSecret(
  { db, seal, now }: Needs,
  row: Pick<IntegrationRow, 'id' | 'secrets'>,
  { secret = makeSecret(), overlapMs = SECRET_OVERLAP_MS }: { secret?: string; overlapMs?: number } = {},
): Promise<string> {
  assertLong(secret);
  const at = now();
  const older = row.secrets
    .map((one) => ({ ...one, expiresAt: Math.min(one.expiresAt ?? Infinity, at + overlapMs) }))
    .filter(({ expiresAt }) => expiresAt > at);
  const secrets = [sealSecret(seal, row.id, secret, at), ...older];
  await db
    .updateTable('integrations')
    .set({ secrets: JSON.stringify(secrets) })
    .where('id', '=', row.id)
    .execute();
  return secret;
}

/** The secrets that are good now, newest first. */
export const openSecrets = (
  seal: Seal,
  { id, secrets }: Pick<IntegrationRow, 'id' | 'secrets'>,
  now: number,
): string[] =>
  secrets
    .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
    .map(({ sealed }) => seal.open(sealed, id));

export const findIntegration = (db: Queries, name: string): Promise<IntegrationRow | undefined> =>
  db.selectFrom('integrations').selectAll().where('name', '=', name).executeTakeFirst();

export const getIntegration = (db: Queries, id: IntegrationId): Promise<IntegrationRow> =>
  db.selectFrom('integrations').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

export const listIntegrations = (db: Queries, institutionId: InstitutionId): Promise<IntegrationRow[]> =>
  db
    .selectFrom('integrations')
    .selectAll()
    .where('institutionId', '=', institutionId)
    .orderBy('name')
    .execute();

const sealSecret = (seal: Seal, id: IntegrationId, secret: string, createdAt: number): SealedSecret => ({
  sealed: seal.close(secret, id),
  createdAt,
  expiresAt: null,
});

function assertLong(secret: string): void {
  if (Buffer.byteLength(secret) < MIN_SECRET_BYTES) {
    throw new ExamusError('bad_request', `a secret has at least ${MIN_SECRET_BYTES} bytes`);
  }
}
