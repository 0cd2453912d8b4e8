import type { AdminInstitution } from '../../protocol/api/admin/institution.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { InstitutionId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';
import { sha256 } from '../evidence/sha256.ts';
import type { Handlers } from '../http/routes.ts';
import type { Queries } from '../store/database.ts';
import { findInstitution, getInstitution, logoUrl, type OidcSettings } from '../store/institutions.ts';
import { imageTypeOf } from './image-type.ts';
import { recordAudit } from './record-audit.ts';

type Served = 'adminInstitution' | 'putInstitution' | 'putLogo' | 'deleteLogo' | 'logo';

export function institutionHandlers({ db, now, origin }: Services): Pick<Handlers, Served> {
  async function view(queries: Queries, id: InstitutionId): Promise<AdminInstitution> {
    const row = await getInstitution(queries, id);
    const { slug, name, support, passwordResetUrl, signInLabel, listed, retentionDays } = row;
    return {
      id,
      slug,
      name,
      support,
      passwordResetUrl,
      signInLabel,
      listed,
      retentionDays,
      logoUrl: logoUrl(row),
      oidc: row.oidc === null ? null : withoutSecret(row.oidc as OidcSettings),
      callbackUrl: `${origin()}/auth/callback`,
      signedOutUrl: `${origin()}/auth/signed-out`,
    };
  }

  return {
    adminInstitution: ({ caller }) => view(db, caller.person.institutionId),

    async putInstitution({ caller, input: { body } }) {
      const id = caller.person.institutionId;
      return db.transaction().execute(async (trx) => {
        const before = await view(trx, id);
        await trx
          .updateTable('institutions')
          .set({ ...body, support: JSON.stringify(body.support) })
          .where('id', '=', id)
          .execute();
        const after = await view(trx, id);
        await recordAudit(trx, caller, now(), {
          what: 'institution_changed',
          subject: after.name,
          before,
          after,
        });
        return after;
      });
    },

    async putLogo({ caller, input }) {
      const bytes = Buffer.from(input.body as Uint8Array);
      const mimeType = imageTypeOf(bytes);
      if (!mimeType) throw new ExamusError('unsupported_media', 'a logo is a PNG, JPEG or WebP picture');
      const id = caller.person.institutionId;
      const logo = { mimeType, sha256: sha256(bytes), base64: bytes.toString('base64') };
      return db.transaction().execute(async (trx) => {
        await trx
          .insertInto('logos')
          .values({ ...logo, institutionId: id })
          .onConflict((conflict) => conflict.column('institutionId').doUpdateSet(logo))
          .execute();
        const after = await view(trx, id);
        const deed = { what: 'logo_changed', subject: after.name, after: { sha256: logo.sha256 } } as const;
        await recordAudit(trx, caller, now(), deed);
        return after;
      });
    },

    async deleteLogo({ caller }) {
      const id = caller.person.institutionId;
      return db.transaction().execute(async (trx) => {
        await trx.deleteFrom('logos').where('institutionId', '=', id).execute();
        const after = await view(trx, id);
        await recordAudit(trx, caller, now(), { what: 'logo_removed', subject: after.name });
        return after;
      });
    },

    async logo({ input, reply }) {
      const institution = await findInstitution(db, input.params.slug);
      const logo = await db
        .selectFrom('logos')
        .select(['mimeType', 'base64'])
        .where('institutionId', '=', institution?.id ?? null)
        .executeTakeFirst();
      if (!logo) throw new ExamusError('not_found', 'this institution has no logo');
      void reply
        .type(logo.mimeType)
        // Its address changes with its content; the portal shows it too, from another origin.
        .header('cache-control', 'public, max-age=86400')
        .header('cross-origin-resource-policy', 'cross-origin');
      return Buffer.from(logo.base64, 'base64');
    },
  };
}

const withoutSecret = ({ issuer, clientId, roleClaim, proctorValues, adminValues }: OidcSettings) => ({
  issuer,
  clientId,
  roleClaim,
  proctorValues,
  adminValues,
});
