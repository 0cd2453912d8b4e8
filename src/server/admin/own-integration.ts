import { ExamusError } from '../../protocol/errors.ts';
import type { InstitutionId, IntegrationId } from '../../protocol/ids.ts';
import { type IntegrationRow, listIntegrations } from '../integration/integrations.ts';
import type { Queries } from '../store/database.ts';

/** Another institution's is `not_found`, so that ids tell nothing. */
export async function getOwnIntegration(
  db: Queries,
  institutionId: InstitutionId,
  id: IntegrationId,
): Promise<IntegrationRow> {
  const own = (await listIntegrations(db, institutionId)).find((row) => row.id === id);
  if (!own) throw new ExamusError('not_found', 'no such integration');
  return own;
}
