import type { Selectable } from 'kysely';
import type { InstitutionId } from '../../protocol/ids.ts';
import type { InstitutionView } from '../../protocol/views.ts';
import type { Queries } from './database.ts';
import type { Tables } from './tables.ts';

export type InstitutionRow = Selectable<Tables['institutions']>;

/** How an institution's own login is reached (`oidc` column). */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  /** Sealed with the institution's id as context. */
  clientSecret: string;
  roleClaim: string;
  proctorValues: string[];
  adminValues: string[];
}

export const listInstitutions = (db: Queries): Promise<InstitutionRow[]> =>
  db.selectFrom('institutions').selectAll().orderBy('createdAt').orderBy('slug').execute();

export const findInstitution = (db: Queries, slug: string): Promise<InstitutionRow | undefined> =>
  db.selectFrom('institutions').selectAll().where('slug', '=', slug).executeTakeFirst();

export const getInstitution = (db: Queries, id: InstitutionId): Promise<InstitutionRow> =>
  db.selectFrom('institutions').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

export const toInstitutionView = (row: InstitutionRow): InstitutionView => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  signIn: row.oidc === null ? 'local' : 'oidc',
  passwordResetUrl: row.passwordResetUrl,
  support: row.support,
});
