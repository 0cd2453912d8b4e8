import * as v from 'valibot';
import { timeZone } from '../../time-zone.ts';
import type { Route } from '../../api.ts';
import { institutionId } from '../../ids.ts';
import { support } from '../../views.ts';
import { httpUrl, text } from './parts.ts';

export const MAX_LOGO_BYTES = 256 * 1024;

/** What an administrator says of their institution. */
export const institutionValues = v.object({
  name: text(200),
  support: v.object({ email: text(200), hours: text(100), timeZone }),
  passwordResetUrl: v.nullable(httpUrl),
  /** Words of the sign-in button; null = the name. */
  signInLabel: v.nullable(text(100)),
  /** Offered to everybody who signs in; otherwise only who has the link gets there. */
  listed: v.boolean(),
  /** Days that recordings are kept, for new exams. */
  retentionDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)),
});
export type InstitutionValues = v.InferOutput<typeof institutionValues>;

export const adminInstitution = v.object({
  id: institutionId,
  slug: v.string(),
  ...institutionValues.entries,
  support,
  /** Path on this server; null = none. */
  logoUrl: v.nullable(v.string()),
  /** The institution's own login, as the set-up file says; null = accounts of this server. */
  oidc: v.nullable(
    v.object({
      issuer: v.string(),
      clientId: v.string(),
      roleClaim: v.string(),
      proctorValues: v.array(v.string()),
      adminValues: v.array(v.string()),
    }),
  ),
  /** What the institution's login must allow as ways back. */
  callbackUrl: v.string(),
  signedOutUrl: v.string(),
});
export type AdminInstitution = v.InferOutput<typeof adminInstitution>;

export const institutionRoutes = {
  adminInstitution: {
    method: 'GET',
    path: '/api/v1/admin/institution',
    access: 'admin',
    summary: 'Your institution',
    reply: adminInstitution,
  },
  putInstitution: {
    method: 'PUT',
    path: '/api/v1/admin/institution',
    access: 'admin',
    summary: 'Change your institution',
    body: institutionValues,
    reply: adminInstitution,
  },
  putLogo: {
    method: 'PUT',
    path: '/api/v1/admin/institution/logo',
    access: 'admin',
    summary: 'Set the logo: PNG, JPEG or WebP, at most 256 KiB',
    body: 'bytes',
    reply: adminInstitution,
  },
  deleteLogo: {
    method: 'DELETE',
    path: '/api/v1/admin/institution/logo',
    access: 'admin',
    summary: 'Remove the logo',
    reply: adminInstitution,
  },
  logo: {
    method: 'GET',
    path: '/api/v1/institutions/:slug/logo',
    access: 'public',
    summary: 'The logo of an institution',
    params: v.object({ slug: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,50}$/)) }),
    reply: 'bytes',
  },
} as const satisfies Record<string, Route>;
