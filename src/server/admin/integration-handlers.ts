import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import {
  createIntegration,
  getIntegration,
  type IntegrationRow,
  listIntegrations,
  rotateSecret,
  updateIntegration,
} from '../integration/integrations.ts';
import type { Queries } from '../store/database.ts';
import { checkConnection } from './check-connection.ts';
import { toAdminIntegration, valuesOf } from './integration-view.ts';
import { getOwnIntegration } from './own-integration.ts';
import { recordAudit } from './record-audit.ts';

const HOUR_MS = 3600_000;
type Served =
  | 'adminIntegrations'
  | 'createIntegration'
  | 'putIntegration'
  | 'rotateSecret'
  | 'testIntegration';

export function integrationHandlers(services: Services): Pick<Handlers, Served> {
  const { db, now } = services;
  const view = (queries: Queries, row: IntegrationRow) => toAdminIntegration(queries, services, row);
  return {
    async adminIntegrations({ caller }) {
      const integrations = [];
      for (const row of await listIntegrations(db, caller.person.institutionId)) {
        integrations.push(await view(db, row));
      }
      return { integrations };
    },

    async createIntegration({ caller, input: { body } }) {
      const { institutionId } = caller.person;
      return db.transaction().execute(async (trx) => {
        const made = await createIntegration({ ...services, db: trx }, { ...body, institutionId });
        const row = await getIntegration(trx, made.id);
        const what = 'integration_created';
        await recordAudit(trx, caller, now(), { what, subject: row.name, after: valuesOf(row) });
        return { integration: await view(trx, row), secret: made.secret };
      });
    },

    async putIntegration({ caller, input: { params, body } }) {
      return db.transaction().execute(async (trx) => {
        const before = await getOwnIntegration(trx, caller.person.institutionId, params.integrationId);
        await updateIntegration({ db: trx }, before.id, body);
        const row = await getIntegration(trx, before.id);
        await recordAudit(trx, caller, now(), {
          what: 'integration_changed',
          subject: row.name,
          before: valuesOf(before),
          after: valuesOf(row),
        });
        return view(trx, row);
      });
    },

    async rotateSecret({ caller, input: { params, body } }) {
      return db.transaction().execute(async (trx) => {
        const before = await getOwnIntegration(trx, caller.person.institutionId, params.integrationId);
        const overlapMs = body.overlapHours * HOUR_MS;
        const secret = await rotateSecret({ ...services, db: trx }, before, { overlapMs });
        const row = await getIntegration(trx, before.id);
        const after = { overlapHours: body.overlapHours };
        await recordAudit(trx, caller, now(), { what: 'secret_rotated', subject: row.name, after });
        return { integration: await view(trx, row), secret };
      });
    },

    async testIntegration({ caller, input: { params }, signal }) {
      const row = await getOwnIntegration(db, caller.person.institutionId, params.integrationId);
      const checks = await checkConnection(services, row, signal);
      return { integration: await view(db, row), checks };
    },
  };
}
