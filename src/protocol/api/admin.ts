import { auditRoutes } from './admin/audit.ts';
import { examRoutes } from './admin/exams.ts';
import { groupRoutes } from './admin/groups.ts';
import { institutionRoutes } from './admin/institution.ts';
import { integrationRoutes } from './admin/integrations.ts';
import { keyRoutes } from './admin/keys.ts';
import { peopleRoutes } from './admin/people.ts';
import { unsettledRoutes } from './admin/unsettled.ts';

/** Administration of one's own institution: the console's pages and the JSON API are these same routes. */
export const adminRoutes = {
  ...institutionRoutes,
  ...peopleRoutes,
  ...groupRoutes,
  ...examRoutes,
  ...integrationRoutes,
  ...unsettledRoutes,
  ...keyRoutes,
  ...auditRoutes,
};
