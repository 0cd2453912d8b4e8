import * as v from 'valibot';
import type { Route } from '../../api.ts';
import { personId } from '../../ids.ts';
import { roles } from '../../views.ts';
import { csvText, epochMs, inPerson, lineError, subject, text } from './parts.ts';

const email = v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(200), v.email()));

export const adminPerson = v.object({
  id: personId,
  name: v.string(),
  userName: v.nullable(v.string()),
  email: v.nullable(v.string()),
  role: v.picklist(roles),
  /** `invited` = has not signed in yet. */
  state: v.picklist(['active', 'invited', 'deactivated']),
  /** Signs in at the institution; name and e-mail are the institution's to say. */
  isInstitutions: v.boolean(),
  createdAt: epochMs,
});
export type AdminPerson = v.InferOutput<typeof adminPerson>;

/** A link that works once. Null where people sign in at their institution: then nothing has to be sent. */
export const invitation = v.object({
  person: adminPerson,
  link: v.nullable(v.string()),
  expiresAt: v.nullable(epochMs),
});
export type Invitation = v.InferOutput<typeof invitation>;

export const newPerson = v.object({
  userName: v.pipe(text(100), v.regex(/^[^\s,;]+$/)),
  name: text(200),
  email: v.optional(email, null),
  role: v.picklist(roles),
});

export const peopleRoutes = {
  adminPeople: {
    method: 'GET',
    path: '/api/v1/admin/people',
    access: 'admin',
    summary: 'People of your institution by name, 100 at a time',
    query: v.object({
      /** Part of the name, user name or e-mail. */
      q: v.optional(v.pipe(v.string(), v.maxLength(200))),
      role: v.optional(v.picklist(roles)),
      /** How many to leave out. */
      skip: v.optional(v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number))),
    }),
    reply: v.object({ people: v.array(adminPerson), more: v.boolean(), total: v.number() }),
  },
  invitePerson: {
    method: 'POST',
    path: '/api/v1/admin/people',
    access: 'admin',
    summary: 'Add a person; the link to choose a password is given once',
    body: newPerson,
    reply: invitation,
  },
  changePerson: {
    method: 'PUT',
    path: '/api/v1/admin/people/:personId',
    access: 'admin',
    summary: 'Change a role, a name, an e-mail; deactivate or activate an account',
    params: inPerson,
    body: v.object({
      name: v.optional(text(200)),
      email: v.optional(email),
      role: v.optional(v.picklist(roles)),
      active: v.optional(v.boolean()),
    }),
    reply: adminPerson,
  },
  inviteAgain: {
    method: 'POST',
    path: '/api/v1/admin/people/:personId/invitation',
    access: 'admin',
    summary: 'A new link to choose a password; earlier links stop working',
    params: inPerson,
    reply: invitation,
  },
  importPeople: {
    method: 'POST',
    path: '/api/v1/admin/people/import',
    access: 'admin',
    summary:
      'People from a table with the columns userName, name, email, role. Nothing is changed when a line is wrong',
    body: v.object({
      csv: csvText,
      /** Only says what would happen. */
      dryRun: v.optional(v.boolean(), false),
    }),
    reply: v.object({
      lines: v.number(),
      added: v.number(),
      changed: v.number(),
      errors: v.array(lineError),
      /** For those who were added and choose their password here. */
      links: v.array(v.object({ userName: subject, name: v.string(), link: v.string() })),
    }),
  },
} as const satisfies Record<string, Route>;
