import type { SetupFile } from '../../protocol/setup-file.ts';
import type { InstitutionId } from '../../protocol/ids.ts';
import { ConfigError } from '../config.ts';
import type { Services } from '../context.ts';
import {
  createIntegration,
  findIntegration,
  openSecrets,
  rotateSecret,
  updateIntegration,
} from '../integration/integrations.ts';
import type { Queries } from '../store/database.ts';

type IntegrationSetup = SetupFile['institutions'][number]['integrations'][number];

/** Matched by name. A secret that differs from the one in use replaces it, with the usual overlap. */
export async function applyIntegration(
  services: Pick<Services, 'seal' | 'now'> & { db: Queries },
  institutionId: InstitutionId,
  { name, secret, ...values }: Omit<IntegrationSetup, 'secret'> & { secret: string },
): Promise<void> {
  const found = await findIntegration(services.db, name);
  if (!found) {
    await createIntegration(services, { ...values, institutionId, name, secret });
    return;
  }
  if (found.institutionId !== institutionId) {
    throw new ConfigError(`the integration ${name} belongs to another institution`);
  }
  await updateIntegration(services, found.id, values);
  const [newest] = openSecrets(services.seal, found, services.now());
  if (newest !== secret) await rotateSecret(services, found, { secret });
}
