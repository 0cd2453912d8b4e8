import type { Services } from '../context.ts';
import { auditHandlers } from './audit-handlers.ts';
import { examAdminHandlers } from './exam-handlers.ts';
import { groupHandlers } from './group-handlers.ts';
import { institutionHandlers } from './institution-handlers.ts';
import { integrationHandlers } from './integration-handlers.ts';
import { keyHandlers } from './key-handlers.ts';
import { peopleHandlers } from './people-handlers.ts';
import { unsettledHandlers } from './unsettled-handlers.ts';

/** Administration: everything changes one's own institution alone and is written into the audit log. */
export const adminHandlers = (services: Services) => ({
  ...institutionHandlers(services),
  ...peopleHandlers(services),
  ...groupHandlers(services),
  ...examAdminHandlers(services),
  ...integrationHandlers(services),
  ...unsettledHandlers(services),
  ...keyHandlers(services),
  ...auditHandlers(services),
});
