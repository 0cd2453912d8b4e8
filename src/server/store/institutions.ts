import type { Selectable } from 'kysely';
import type { InstitutionId } from '../../protocol/ids.ts';
import type { InstitutionView } from '../../protocol/views.ts';
import type { Queries } from './database.ts';
import type { Tables } from './tables.ts';

export type InstitutionRow = Selectable<Tables['institutions']> & { logoSha256: string | null };

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
  select(db).orderBy('createdAt').orderBy('slug').execute();

export const findInstitution = (db: Queries, slug: string): Promise<InstitutionRow | undefined> =>
  select(db).where('slug', '=', slug).executeTakeFirst();

export const getInstitution = (db: Queries, id: InstitutionId): Promise<InstitutionRow> =>
  select(db).where('id', '=', id).executeTakeFirstOrThrow();

const select = (db: Queries) =>
  db
    .selectFrom('institutions')
    .leftJoin('logos', 'logos.institutionId', 'institutions.id')
    .selectAll('institutions')
    .select('logos.sha256 as logoSha256');

/** Path of the logo; it changes with the picture, so that it can be kept by browsers. */
export const logoUrl = ({ slug, logoSha256 }: Pick<InstitutionRow, 'slug' | 'logoSha256'>): string | null =>
  logoSha256 === null ? null : `/api/v1/institutions/${slug}/logo?v=${logoSha256.slice(0, 12)}`;

export const toInstitutionView = (row: InstitutionRow): InstitutionView => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  signIn: row.oidc === null ? 'local' : 'oidc',
  passwordResetUrl: row.passwordResetUrl,
  support: row.support,
  signInLabel: row.signInLabel,
  logoUrl: logoUrl(row),
});
