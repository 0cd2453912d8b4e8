import type { AdminIntegration } from '../../protocol/api/admin/integrations.ts';
import type { Services } from '../context.ts';
import type { IntegrationRow } from '../integration/integrations.ts';
import { UNSETTLED } from '../integration/outbox/message.ts';
import type { IntegrationId } from '../../protocol/ids.ts';
import { getInstitution } from '../store/institutions.ts';
import type { Queries } from '../store/database.ts';

/** What an administrator sees of an integration: everything but its secrets. */
export async function toAdminIntegration(
  db: Queries,
  { now, origin }: Pick<Services, 'now' | 'origin'>,
  row: IntegrationRow,
): Promise<AdminIntegration> {
  const { id, name, createdAt, lastStart, lastFinish, lastWebhook } = row;
  const institution = await getInstitution(db, row.institutionId);
  return {
    ...valuesOf(row),
    id,
    name,
    createdAt,
    lastStart,
    lastFinish,
    lastWebhook,
    unsettled: await countUnsettled(db, id),
    secrets: row.secrets
      .filter(({ expiresAt }) => expiresAt === null || expiresAt > now())
      .map(({ createdAt, expiresAt }) => ({ createdAt, expiresAt })),
    plugin: {
      examusUrl: new URL(origin()).host,
      integrationName: name,
      accountName: row.accountNames[0] ?? institution.name,
    },
  };
}

async function countUnsettled(db: Queries, id: IntegrationId): Promise<number> {
  const { count } = await db
    .selectFrom('outbox')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('integrationId', '=', id)
    .where('state', 'in', UNSETTLED)
    .executeTakeFirstOrThrow();
  return count;
}

/** What can be set; this is what the audit log compares. */
export const valuesOf = ({
  accountNames,
  reviewUrl,
  scheduleUrl,
  warningUrl,
  agreementUrl,
  finalStatusOnly,
  archiveLogin,
  enabled,
}: IntegrationRow) => ({
  accountNames,
  reviewUrl,
  scheduleUrl,
  warningUrl,
  agreementUrl,
  finalStatusOnly,
  archiveLogin,
  enabled,
});
